import type { FileHandle } from 'node:fs/promises';
import { ModelError } from '../../errors.js';
import { readBytes } from './read-bytes.js';

/** One member of a zip archive, stored without compression. */
export interface ZipEntry {
  /** Bytes of data. */
  readonly size: number;
  /** Of the data; 0 where whoever wrote the archive computed none. */
  readonly crc32: number;
  /** Where the entry's local header begins. */
  readonly headerOffset: number;
  /** Where the archive's directory begins: the entry's data must end before it. */
  readonly limit: number;
}

/** Signatures and fixed sizes of the records, from PKWARE's APPNOTE.TXT, sections 4.3.12 to 4.3.16. */
const endRecord = { signature: 0x06054b50, size: 22, longestComment: 0xffff };
const zip64Locator = { signature: 0x07064b50, size: 20 };
const zip64EndRecord = { signature: 0x06064b50, size: 56 };
const directoryHeader = { signature: 0x02014b50, size: 46 };
const zip64ExtraField = 1;

/** A checkpoint has one entry of some 70 bytes per weight and optimiser buffer: thousands at most. */
const largestDirectory = 8 * 2 ** 20;

/**
 * Reads the central directory of a zip archive: each entry's size and place by its name. Sizes are
 * the directory's, because torch leaves those of the local headers zero (data descriptors). Checksums
 * are read here, and verified when the data are.
 *
 * @throws ModelError if this is no whole zip archive or if an entry is compressed, encrypted,
 * duplicated or lies outside the file.
 */
export async function readZipDirectory(
  file: FileHandle,
  fileSize: number,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const { offset, size, count } = await findDirectory(file, fileSize);
  if (size > largestDirectory) {
    throw new ModelError(
      `its zip directory has ${size} bytes, more than the ${largestDirectory} allowed`,
    );
  }
  const directory = await readBytes(file, offset, size);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  while (at < size) at = readDirectoryHeader(directory, at, offset, entries);
  if (entries.size !== count) {
    throw damaged(`the directory lists ${entries.size} entries where ${count} were announced`);
  }
  return entries;
}

interface DirectoryPlace {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

async function findDirectory(file: FileHandle, fileSize: number): Promise<DirectoryPlace> {
  const tailSize = Math.min(
    fileSize,
    zip64Locator.size + endRecord.size + endRecord.longestComment,
  );
  const tailOffset = fileSize - tailSize;
  const tail = await readBytes(file, tailOffset, tailSize);
  const end = findEndRecord(tail);
  const locator = end - zip64Locator.size;
  const isZip64 = locator >= 0 && tail.readUInt32LE(locator) === zip64Locator.signature;
  const place = isZip64
    ? await readZip64EndRecord(file, uint64(tail, locator + 8), tailOffset + locator)
    : {
        count: tail.readUInt16LE(end + 10),
        size: tail.readUInt32LE(end + 12),
        offset: tail.readUInt32LE(end + 16),
      };
  if (place.offset + place.size > tailOffset + end) {
    throw damaged('the directory reaches past the end of the archive');
  }
  return place;
}

/** The end record is the file's last, but for a comment whose length it states. */
function findEndRecord(tail: Buffer): number {
  for (let at = tail.length - endRecord.size; at >= 0; at--) {
    if (
      tail.readUInt32LE(at) === endRecord.signature &&
      at + endRecord.size + tail.readUInt16LE(at + 20) === tail.length
    ) {
      return at;
    }
  }
  throw new ModelError('the zip archive has no end record: the file is truncated, copy it again');
}

async function readZip64EndRecord(
  file: FileHandle,
  offset: number,
  limit: number,
): Promise<DirectoryPlace> {
  if (offset + zip64EndRecord.size > limit) throw damaged('its zip64 record lies outside the file');
  const record = await readBytes(file, offset, zip64EndRecord.size);
  if (record.readUInt32LE(0) !== zip64EndRecord.signature) {
    throw damaged('its zip64 record is missing');
  }
  return { count: uint64(record, 32), size: uint64(record, 40), offset: uint64(record, 48) };
}

/** Adds the entry at `at` and returns where the next begins. */
function readDirectoryHeader(
  directory: Buffer,
  at: number,
  limit: number,
  entries: Map<string, ZipEntry>,
): number {
  const nameAt = at + directoryHeader.size;
  if (nameAt > directory.length || directory.readUInt32LE(at) !== directoryHeader.signature) {
    throw damaged('its directory is cut short');
  }
  const extraAt = nameAt + directory.readUInt16LE(at + 28);
  const commentAt = extraAt + directory.readUInt16LE(at + 30);
  const next = commentAt + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw damaged('its directory is cut short');

  const flags = directory.readUInt16LE(at + 8);
  const method = directory.readUInt16LE(at + 10);
  const [size, storedSize, headerOffset] = withZip64Values(
    [
      directory.readUInt32LE(at + 24),
      directory.readUInt32LE(at + 20),
      directory.readUInt32LE(at + 42),
    ],
    directory.subarray(extraAt, commentAt),
  );
  if (flags & 1 || method !== 0) {
    throw new ModelError(
      'its zip entries are compressed or encrypted, which torch.save never does: use the file as torch.save wrote it',
    );
  }
  if (size !== storedSize) throw damaged('an uncompressed entry has two different sizes');
  if (headerOffset + size > limit) throw damaged('an entry reaches past the end of the archive');

  const name = directory.toString('utf8', nameAt, extraAt);
  if (entries.has(name)) throw damaged('two entries have the same name');
  entries.set(name, { size, crc32: directory.readUInt32LE(at + 16), headerOffset, limit });
  return next;
}

type Sizes = readonly [size: number, storedSize: number, headerOffset: number];

/** Replaces each value that is all ones by the next 64-bit one of the zip64 extra field. */
function withZip64Values(values: Sizes, extra: Buffer): Sizes {
  if (values.every((value) => value !== 0xffffffff)) return values;
  const field = zip64Field(extra);
  let at = 0;
  const widen = (value: number): number => {
    if (value !== 0xffffffff) return value;
    if (at + 8 > field.length) throw damaged('a zip64 size is missing');
    at += 8;
    return uint64(field, at - 8);
  };
  return [widen(values[0]), widen(values[1]), widen(values[2])];
}

function zip64Field(extra: Buffer): Buffer {
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === zip64ExtraField && end <= extra.length) {
      return extra.subarray(at + 4, end);
    }
    at = end;
  }
  throw damaged('a zip64 size is missing');
}

/** Inexact beyond 2^53, but then it lies outside any file and is refused as such. */
function uint64(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function damaged(what: string): ModelError {
  return new ModelError(`the zip archive is damaged (${what}): copy the file again`);
}
