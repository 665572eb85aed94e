import type { FileHandle } from 'node:fs/promises';
import { crc32 } from '../../files/crc32.js';
import { readBytes } from './read-bytes.js';
import { locateZipEntry } from './read-zip-entry.js';
import type { ZipEntry } from './zip-directory.js';

const pieceSize = 1 << 20;

/**
 * CRC-32 of an entry's data, read piece by piece.
 *
 * @throws ModelError if the entry is not where the directory says, or the file ends before it
 */
export async function sumZipEntry(file: FileHandle, entry: ZipEntry): Promise<number> {
  const start = await locateZipEntry(file, entry);
  let sum = 0;
  for (let done = 0; done < entry.size; done += pieceSize) {
    const length = Math.min(pieceSize, entry.size - done);
    sum = crc32(await readBytes(file, start + done, length), sum);
  }
  return sum;
}
