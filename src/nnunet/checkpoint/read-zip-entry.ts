import type { FileHandle } from 'node:fs/promises';
import { ModelError } from '../../errors.js';
import { readBytes } from './read-bytes.js';
import type { ZipEntry } from './zip-directory.js';

/** Local file header, APPNOTE.TXT section 4.3.7. */
const localHeader = { signature: 0x04034b50, size: 30 };

/**
 * Where an entry's data begin in the file.
 *
 * @throws ModelError if the entry's local header is not there or its data reach past the archive.
 */
export async function locateZipEntry(file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = await readBytes(file, entry.headerOffset, localHeader.size);
  // The local name and extra field may be longer than the directory's: torch pads to align the data.
  const dataOffset =
    entry.headerOffset + localHeader.size + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (header.readUInt32LE(0) !== localHeader.signature || dataOffset + entry.size > entry.limit) {
    throw new ModelError(
      'the zip archive is damaged (an entry is not where it should be): copy the file again',
    );
  }
  return dataOffset;
}

/**
 * Reads `length` bytes of an entry's data, beginning at its byte `from`; the caller keeps
 * `from + length` within the entry's size.
 *
 * @throws ModelError if the entry's local header is not there or its data reach past the archive.
 */
export async function readZipEntry(
  file: FileHandle,
  entry: ZipEntry,
  from: number,
  length: number,
): Promise<Buffer<ArrayBuffer>> {
  return readBytes(file, (await locateZipEntry(file, entry)) + from, length);
}
