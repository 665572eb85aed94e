import { open } from 'node:fs/promises';
import { ModelError } from '../../../src/errors.js';
import { readZipEntry } from '../../../src/nnunet/checkpoint/read-zip-entry.js';
import { readZipDirectory } from '../../../src/nnunet/checkpoint/zip-directory.js';
import { buildZip, type ZipOptions } from './support/build-zip.js';
import { withTemporaryFile } from './support/temporary-file.js';

const entries = {
  'a/data.pkl': Buffer.from('pickle'),
  'a/data/0': Buffer.from('first storage'),
  'a/empty': Buffer.alloc(0),
};

/** Every entry's data by name, each read with one byte left out at both ends if it has any. */
async function readAll(zip: Uint8Array): Promise<Record<string, string>> {
  return withTemporaryFile(zip, async (path) => {
    const file = await open(path);
    try {
      const data: Record<string, string> = {};
      for (const [name, entry] of await readZipDirectory(file, zip.length)) {
        const from = Math.min(1, entry.size);
        const length = Math.max(0, entry.size - 2);
        data[name] = (await readZipEntry(file, entry, from, length)).toString();
      }
      return data;
    } finally {
      await file.close();
    }
  });
}

const inner = { 'a/data.pkl': 'ickl', 'a/data/0': 'irst storag', 'a/empty': '' };

test.each<[string, ZipOptions]>([
  ['plain', {}],
  ['zip64', { zip64: true }],
  ['with a comment', { comment: 'a comment' }],
  [
    'zip64 with a comment that looks like an end record',
    { zip64: true, comment: 'PK\x05\x06'.repeat(9) },
  ],
  ['with the longest comment', { comment: 'c'.repeat(65535) }],
])('%s', async (_, options) => {
  expect(await readAll(buildZip(entries, options))).toEqual(inner);
});

test('cut anywhere, it is refused', async () => {
  const zip = buildZip(entries, { zip64: true });
  for (let length = 0; length < zip.length; length += 5) {
    await expect(readAll(zip.subarray(0, length))).rejects.toThrow(/truncated/);
  }
});

test.each<[string, ZipOptions, RegExp]>([
  [
    'compressed',
    { patchHeader: (header) => header.writeUInt16LE(8, 10) },
    /compressed or encrypted/,
  ],
  ['encrypted', { patchHeader: (header) => header.writeUInt16LE(1, 8) }, /compressed or encrypted/],
  ['two sizes', { patchHeader: (header) => header.writeUInt32LE(1, 20) }, /two different sizes/],
  [
    'a size past the end',
    { patchHeader: (header) => setSize(header, 5000) },
    /reaches past the end/,
  ],
  [
    'an offset past the end',
    { patchHeader: (header) => header.writeUInt32LE(0x7fffffff, 42) },
    /reaches past the end/,
  ],
  [
    'an offset between entries',
    { patchHeader: (header) => header.writeUInt32LE(1, 42) },
    /not where it should be/,
  ],
  [
    'a local header that leaves too little room',
    { patchHeader: (header) => setSize(header, 40) },
    /not where it should be/,
  ],
  [
    'a zip64 mark without zip64 values',
    { patchHeader: (header) => header.writeUInt32LE(0xffffffff, 42) },
    /zip64 size is missing/,
  ],
  [
    'too short zip64 values',
    {
      zip64: true,
      patchHeader: (header) => header.writeUInt16LE(16, 46 + 6 + entryNameLength(header) + 2),
    },
    /zip64 size is missing/,
  ],
  [
    'a zip64 size of 2^64 - 1',
    { zip64: true, patchHeader: (header) => header.fill(0xff, header.length - 24) },
    /reaches past the end/,
  ],
  [
    'names past the directory',
    { patchHeader: (header) => header.writeUInt16LE(0xffff, 28) },
    /cut short/,
  ],
  [
    'the same name twice',
    { patchHeader: (header) => header.fill('x', 46).writeUInt16LE(8, 28) },
    /same name|cut short/,
  ],
  ['no directory header', { patchHeader: (header) => header.writeUInt8(0, 0) }, /cut short/],
  ['a wrong count', { patchEnd: (end) => end.writeUInt16LE(2, 10) }, /3 entries where 2/],
  [
    'a directory past the end',
    { patchEnd: (end) => end.writeUInt32LE(99999, 16) },
    /reaches past the end/,
  ],
  [
    'a huge directory',
    { patchEnd: (end) => end.writeUInt32LE(0xfffffff0, 12) },
    /reaches past the end/,
  ],
])('%s is refused', async (_, options, message) => {
  const error = await readAll(buildZip(entries, options)).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ModelError);
  expect((error as ModelError).message).toMatch(message);
});

test('two entries of one name are refused', async () => {
  const zip = buildZip({ 'a/x': Buffer.of(1), 'a/y': Buffer.of(2) });
  zip.write('a/x', zip.lastIndexOf('a/y'), 'latin1');
  await expect(readAll(zip)).rejects.toThrow(/same name/);
});

test('an entry whose local header is none is refused', async () => {
  const zip = buildZip(entries);
  zip.write('PK\x05', 0, 'latin1');
  await expect(readAll(zip)).rejects.toThrow(/not where it should be/);
});

test('a zip64 record that is not there is refused', async () => {
  const zip = buildZip(entries, { zip64: true });
  const locator = zip.length - 22 - 20;
  for (const place of [0n, BigInt(locator) - 10n, 2n ** 63n]) {
    zip.writeBigUInt64LE(place, locator + 8);
    await expect(readAll(zip)).rejects.toThrow(/zip64 record/);
  }
});

test('a directory larger than any checkpoint needs is refused', async () => {
  const names = Array.from({ length: 130 }, (_, i) => [`${i}`.padEnd(65000), Buffer.alloc(0)]);
  await expect(readAll(buildZip(Object.fromEntries(names)))).rejects.toThrow(
    /more than the 8388608 allowed/,
  );
});

function setSize(header: Buffer, size: number): void {
  header.writeUInt32LE(size, 20);
  header.writeUInt32LE(size, 24);
}

function entryNameLength(header: Buffer): number {
  return header.readUInt16LE(28);
}
