import { crc32 } from '../../../../src/files/crc32.js';

export interface ZipOptions {
  /** Write checksums, as torch does unless it is told not to. */
  readonly sums?: boolean;
  /** Put sizes and offsets into zip64 fields and write a zip64 end record. */
  readonly zip64?: boolean;
  /** Overwrites bytes of each entry's directory header, counted from its beginning. */
  readonly patchHeader?: (header: Buffer) => void;
  /** Overwrites bytes of the end record. */
  readonly patchEnd?: (end: Buffer) => void;
  /** The archive comment. */
  readonly comment?: string;
}

/** A zip archive of stored entries, as torch writes it: sizes only in the directory. */
export function buildZip(
  entries: Readonly<Record<string, Uint8Array>>,
  options: ZipOptions = {},
): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(entries)) {
    const record = Buffer.concat([localHeader(name), data]);
    const header = directoryHeader(name, data.length, offset, options.zip64 ?? false);
    if (options.sums) header.writeUInt32LE(crc32(data), 16);
    options.patchHeader?.(header);
    local.push(record);
    directory.push(header);
    offset += record.length;
  }
  return Buffer.concat([...local, ...directory, endOfZip(directory, offset, options)]);
}

/** Local header with a padding extra field, which the directory does not repeat. */
export function localHeader(name: string): Buffer {
  const header = Buffer.alloc(30 + name.length + 7);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(0x0808, 6);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(7, 28);
  header.write(name, 30, 'latin1');
  header.write('FB\x03\0ZZZ', 30 + name.length, 'latin1');
  return header;
}

export function directoryHeader(
  name: string,
  size: number,
  offset: number,
  zip64: boolean,
): Buffer {
  // An unrelated field comes first: readers must look for the zip64 one.
  const extra = zip64 ? Buffer.alloc(6 + 4 + 24) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(0x0808, 8);
  header.writeUInt32LE(zip64 ? 0xffffffff : size, 20);
  header.writeUInt32LE(zip64 ? 0xffffffff : size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(zip64 ? 0xffffffff : offset, 42);
  if (zip64) {
    extra.writeUInt16LE(0x5455, 0);
    extra.writeUInt16LE(2, 2);
    extra.writeUInt16LE(1, 6);
    extra.writeUInt16LE(24, 8);
    extra.writeBigUInt64LE(BigInt(size), 10);
    extra.writeBigUInt64LE(BigInt(size), 18);
    extra.writeBigUInt64LE(BigInt(offset), 26);
  }
  return Buffer.concat([header, Buffer.from(name, 'latin1'), extra]);
}

export function endOfZip(
  directory: readonly Buffer[],
  directoryOffset: number,
  { zip64 = false, comment = '', patchEnd }: ZipOptions,
): Buffer {
  const size = directory.reduce((sum, header) => sum + header.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : directory.length, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : size, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : directoryOffset, 16);
  end.writeUInt16LE(comment.length, 20);
  patchEnd?.(end);
  const records = zip64 ? zip64End(directory.length, size, directoryOffset) : Buffer.alloc(0);
  return Buffer.concat([records, end, Buffer.from(comment, 'latin1')]);
}

function zip64End(count: number, size: number, directoryOffset: number): Buffer {
  const records = Buffer.alloc(56 + 20);
  records.writeUInt32LE(0x06064b50, 0);
  records.writeBigUInt64LE(44n, 4);
  records.writeBigUInt64LE(BigInt(count), 32);
  records.writeBigUInt64LE(BigInt(size), 40);
  records.writeBigUInt64LE(BigInt(directoryOffset), 48);
  records.writeUInt32LE(0x07064b50, 56);
  records.writeBigUInt64LE(BigInt(directoryOffset + size), 64);
  records.writeUInt32LE(1, 72);
  return records;
}
