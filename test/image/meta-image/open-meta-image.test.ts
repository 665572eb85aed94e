import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { refusalOf } from '../../support/refusal-of.js';
import { smallVolume } from '../../support/small-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';

const folder = temporaryFolder();
const path = join(folder, 'image.mha');
const volume = smallVolume;
const raw = Buffer.from(volume.data.buffer);
const stream = deflateSync(raw);
const none = { ...volume, data: new Int16Array(0) };

type Fields = Readonly<Record<string, string | null>>;
const asBytes = (bytes: Uint8Array, fields: Fields = {}): void =>
  writeMha(
    path,
    { ...volume, data: new Uint8Array(bytes) },
    { ElementType: 'MET_SHORT', ...fields },
  );

describe('compressed voxels', () => {
  test.each<[string, Fields, Uint8Array]>([
    ['of the size said', { CompressedDataSize: String(stream.length) }, stream],
    ['of no size, which ITK makes nothing of', {}, stream],
    ['of size 0, likewise', { CompressedDataSize: '0' }, stream],
    ['by gzip, as ITK allows', {}, gzipSync(raw)],
  ])('%s', async (_, fields, bytes) => {
    asBytes(bytes, { CompressedData: 'True', ...fields });
    expect(await readVolume(path)).toEqual(volume);
  });

  test('cut by their size', async () => {
    const size = String(stream.length - 5);
    asBytes(stream, { CompressedData: 'True', CompressedDataSize: size });
    expect(await refusalOf(path)).toMatch(/cannot be decompressed to its end/);
  });

  test('followed by others, with a remark', async () => {
    asBytes(Buffer.concat([stream, Buffer.from('more')]), { CompressedData: 'True' });
    const remarks: string[] = [];
    expect(await readVolume(path, (remark) => remarks.push(remark))).toEqual(volume);
    expect(remarks).toEqual([expect.stringMatching(/^4 byte\(s\)/)]);
  });
});

test('MET_LONG has four bytes, as in MetaIO', async () => {
  const bytes = new Uint8Array(Int32Array.from(volume.data).buffer);
  asBytes(bytes, { ElementType: 'MET_LONG' });
  expect((await readVolume(path)).data).toEqual(Float32Array.from(volume.data));
});

test.each<[string, Fields, RegExp]>([
  ['Offset', { Offset: null }, /^It has no Offset/],
  ['TransformMatrix', { TransformMatrix: null }, /^It has no TransformMatrix/],
  ['byte order', { BinaryDataByteOrderMSB: null }, /^It does not say its byte order/],
])('without its %s it is read with a remark', async (_, fields, message) => {
  writeMha(path, volume, fields);
  const remarks: string[] = [];
  const { origin } = await readVolume(path, (remark) => remarks.push(remark));
  expect(origin).toEqual('Offset' in fields ? [0, 0, 0] : volume.origin);
  expect(remarks).toEqual([expect.stringMatching(message)]);
});

test('fields of other programs, with umlauts and quotes, change nothing', async () => {
  writeMha(path, volume, { Comment: 'größe "x" \\', Größe: '1' });
  expect(await readVolume(path)).toEqual(volume);
});

test.each<[string, Fields, RegExp]>([
  ['no ElementSpacing', { ElementSpacing: null }, /ElementSpacing = nothing.*volumes depend/],
  ['two spacings', { ElementSpacing: '1 1' }, /ElementSpacing = 1 1\. Expected 3 numbers/],
  ['hexadecimal spacing', { ElementSpacing: '0x1 1 1' }, /NaN x 1 x 1 mm/],
  ['a slope', { ElementToIntensityFunctionSlope: '2' }, /FunctionSlope = 2\. Expected 1/],
  ['an offset of values', { ElementToIntensityFunctionOffset: '-1024' }, /= -1024\. Expected 0/],
  ['centimetres', { DistanceUnits: 'cm' }, /DistanceUnits = cm\. Expected mm/],
  ['text', { BinaryData: 'False' }, /Expected binary voxels/],
  ['a flag that is none', { CompressedData: 'maybe' }, /CompressedData = maybe/],
  ['two names for one thing', { Origin: '0 0 0' }, /both Offset = 10 -20 30 and Origin = 0 0 0/],
  ['two byte orders', { ElementByteOrderMSB: 'True' }, /both BinaryDataByteOrderMSB = False and/],
  ['a header within the voxels', { HeaderSize: '6' }, /HeaderSize = 6/],
  ['a NUL, at which ITK ends a line', { 'Comment\0': 'x' }, /control character 0 at byte/],
  ['a broken origin', { Offset: '1 2 x' }, /first voxel lies at 1, 2, NaN/],
  ['a broken matrix', { TransformMatrix: '1 0 0 0 1 0 0 0' }, /TransformMatrix = .*9 numbers/],
  ['a type only JavaScript knows', { ElementType: 'constructor' }, /ElementType = constructor/],
])('%s is refused', async (_, fields, message) => {
  writeMha(path, volume, fields);
  expect(await refusalOf(path)).toMatch(message);
});

test('a slope of 1 and an offset of 0 are none', async () => {
  const fields = { ElementToIntensityFunctionSlope: '1', ElementToIntensityFunctionOffset: '0' };
  writeMha(path, volume, fields);
  expect(await readVolume(path)).toEqual(volume);
});

describe('an .mhd', () => {
  const header = join(folder, 'image.mhd');

  test.each([
    ['my voxels.raw', 'my voxels.raw'],
    ['./dotted.raw', 'dotted.raw'],
    ['Größe.raw', 'Größe.raw'],
    ['NFC ö.raw', 'NFC o\u0308.raw'],
    ['NFD o\u0308.raw', 'NFD ö.raw'],
  ])('finds %s beside it', async (name, file) => {
    writeFileSync(join(folder, file), raw);
    writeMha(header, none, { ElementDataFile: name });
    expect(await readVolume(header)).toEqual(volume);
  });

  test('finds voxels that are linked, and those beside a link to itself', async () => {
    const store = join(folder, 'store');
    mkdirSync(store);
    writeFileSync(join(store, 'f3a9'), raw);
    symlinkSync(join(store, 'f3a9'), join(folder, 'linked.raw'));
    writeMha(join(store, 'c04e'), none, { ElementDataFile: 'linked.raw' });
    symlinkSync(join(store, 'c04e'), join(folder, 'linked.mhd'));
    expect(await readVolume(join(folder, 'linked.mhd'))).toEqual(volume);
  });

  test.each(['sub/x.raw', '..', '.\\x.raw', 'image.mhd', 'image%d.raw', 'folder.raw'])(
    'does not open %j',
    async (name) => {
      mkdirSync(join(folder, 'folder.raw'), { recursive: true });
      writeMha(header, none, { ElementDataFile: name });
      expect(await refusalOf(header)).toMatch(/other files are not opened/);
    },
  );
});
