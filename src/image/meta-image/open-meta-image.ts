import { extname } from 'node:path';
import { InputError } from '../../errors.js';
import { checkGeometry } from '../stored/check-geometry.js';
import { parseNumbers } from '../stored/parse-numbers.js';
import { elsewhere, siblingFile } from '../stored/sibling-file.js';
import { standInSide, standInVoxels } from '../stored/stand-in-voxels.js';
import type { StandIn, StoredImage, StoredVoxels } from '../stored/stored-image.js';
import { bytesPerVoxel, type VoxelType } from '../stored/voxel-type.js';
import type { Geometry, Mat3, Vec3 } from '../volume.js';
import { type MetaHeader, parseMetaHeader, replaceFields } from './parse-meta-header.js';

// MET_LONG has four bytes on every machine, says MetaIO's MET_ValueTypeSize.
const types: ReadonlyMap<string, VoxelType> = new Map(
  Object.entries({
    MET_CHAR: 'int8',
    MET_UCHAR: 'uint8',
    MET_SHORT: 'int16',
    MET_USHORT: 'uint16',
    MET_INT: 'int32',
    MET_UINT: 'uint32',
    MET_LONG: 'int32',
    MET_ULONG: 'uint32',
    MET_LONG_LONG: 'int64',
    MET_ULONG_LONG: 'uint64',
    MET_FLOAT: 'float32',
    MET_DOUBLE: 'float64',
  } as const),
);

/**
 * Reads the header of a MetaImage (.mha, .mhd): what ITK's MetaIO makes of it, without what MetaIO
 * makes up or passes over.
 *
 * @param start the first bytes of the file, a character a byte (latin1)
 * @throws InputError when the header is unusable, says what readers would ignore, or names a file
 *   elsewhere
 */
export async function openMetaImage(path: string, start: string): Promise<StoredImage> {
  const header = parseMetaHeader(path, start);
  const read = fieldReader(path, header.fields);
  const type = types.get(read.text('ElementType'));
  if (type === undefined) {
    throw read.refusal('ElementType', `one of ${[...types.keys()].join(', ')}`);
  }
  const size = sizeOf(path, header.fields, read.numbers('DimSize'));
  const channels = read.has('ElementNumberOfChannels') ? read.text('ElementNumberOfChannels') : '1';
  if (channels !== '1') {
    throw new InputError(
      `${path} has ${channels} channel(s). Expected one 3-D image with one value per voxel.`,
    );
  }
  read.only('BinaryData', ['True', 'true', '1'], 'binary voxels; ITK reads no others');
  refuseScale(read);
  read.only('DistanceUnits', ['mm', '?'], 'mm; ITK takes all numbers for mm');
  const geometry = geometryOf(size, read);
  checkGeometry(path, geometry);
  const isLittleEndian = !(read.flag('BinaryDataByteOrderMSB') || read.flag('ElementByteOrderMSB'));
  const layout = { type, isLittleEndian, scale: null };
  return {
    path,
    format: 'MetaImage',
    geometry,
    voxels: { ...(await placeOf(path, header, read)), ...layout },
    standIn: standIn(header, type, isLittleEndian),
    remarks: assumptions(header.fields, type),
  };
}

/** What is taken for granted where the header says nothing, as ITK does. */
function assumptions(fields: ReadonlyMap<string, string>, type: VoxelType): string[] {
  const lacks = (...keys: string[]): boolean => !keys.some((key) => fields.has(key));
  const remarks: string[] = [];
  if (lacks('Offset', 'Position', 'Origin')) {
    remarks.push('It has no Offset: its first voxel is taken to lie at 0, 0, 0.');
  }
  if (lacks('TransformMatrix', 'Rotation', 'Orientation')) {
    remarks.push('It has no TransformMatrix: its axes are taken for left, posterior, superior.');
  }
  if (lacks('BinaryDataByteOrderMSB', 'ElementByteOrderMSB') && bytesPerVoxel(type) > 1) {
    remarks.push('It does not say its byte order: its voxels are taken for little-endian.');
  }
  return remarks;
}

type FieldReader = ReturnType<typeof fieldReader>;

/** Ways to ask for a field's value. */
function fieldReader(path: string, fields: ReadonlyMap<string, string>) {
  const refusal = (key: string, expected: string): InputError =>
    new InputError(
      `${path}: the header says ${key} = ${fields.get(key) ?? 'nothing'}. Expected ${expected}.`,
    );
  const text = (key: string): string => fields.get(key) ?? '';
  return {
    refusal,
    text,
    has: (key: string): boolean => fields.has(key),
    numbers: (...keys: string[]): number[] =>
      parseNumbers(text(keys.find((key) => fields.has(key)) ?? '')),
    flag: (key: string): boolean => {
      const value = fields.get(key) ?? 'False';
      if (/^(true|1)$/i.test(value)) return true;
      if (/^(false|0)$/i.test(value)) return false;
      throw refusal(key, 'True or False');
    },
    only: (key: string, values: readonly string[], expected: string): void => {
      if (fields.has(key) && !values.includes(text(key))) throw refusal(key, expected);
    },
  };
}

function sizeOf(path: string, fields: ReadonlyMap<string, string>, size: number[]): number[] {
  if (size.length === 0 || size.length !== Number(fields.get('NDims'))) {
    throw new InputError(
      `${path}: the header says NDims = ${fields.get('NDims') ?? 'nothing'} and DimSize = ${fields.get('DimSize') ?? 'nothing'}. Expected as many sizes as dimensions.`,
    );
  }
  if (size.length < 3 || size.slice(3).some((n) => n !== 1)) {
    throw new InputError(
      `${path} is ${size.length}-D (${size.join(' x ')}). Expected one 3-D image with one value per voxel.`,
    );
  }
  return size;
}

/** MetaIO reads the scale and ITK does not apply it, so that nobody knows which values are meant. */
function refuseScale(read: FieldReader): void {
  const fields = { Slope: 1, Offset: 0 } as const;
  for (const [name, neutral] of Object.entries(fields)) {
    const key = `ElementToIntensityFunction${name}`;
    if (!read.has(key) || read.numbers(key)[0] === neutral) continue;
    throw read.refusal(
      key,
      `${neutral}: with it the voxels would be other than those that ITK reads, which passes over it. Apply it, or remove the line`,
    );
  }
}

function geometryOf(size: readonly number[], read: FieldReader): Geometry {
  const n = size.length;
  const list = (length: number, what: string, otherwise: number[] | null, ...keys: string[]) => {
    const values = keys.some(read.has) ? read.numbers(...keys) : otherwise;
    if (values?.length === length) return values;
    const key = keys.find(read.has) ?? keys[0] ?? '';
    throw read.refusal(key, `${length} numbers, ${what}`);
  };
  const identity = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const spacingIs = "the voxel size in mm; the mask's position and volumes depend on it";
  const spacing = list(n, spacingIs, null, 'ElementSpacing', 'ElementSize');
  const zeros = size.map(() => 0);
  const origin = list(n, 'where the first voxel lies', zeros, 'Offset', 'Position', 'Origin');
  const turned = ['TransformMatrix', 'Rotation', 'Orientation'];
  const matrix = list(n * n, 'the direction of each axis', identity, ...turned);
  // The file lists the columns of ITK's direction matrix one after the other.
  const direction = [0, 1, 2].flatMap((row) => [0, 1, 2].map((axis) => matrix[axis * n + row]));
  return {
    size: size.slice(0, 3) as unknown as Vec3,
    spacing: spacing.slice(0, 3) as unknown as Vec3,
    origin: origin.slice(0, 3) as unknown as Vec3,
    direction: direction as unknown as Mat3,
  };
}

async function placeOf(
  path: string,
  { fields, text }: MetaHeader,
  read: FieldReader,
): Promise<Pick<StoredVoxels, 'path' | 'start' | 'end' | 'encoding' | 'skip'>> {
  const name = fields.get('ElementDataFile') ?? '';
  const isLocal = /^local$/i.test(name);
  if (!isLocal && extname(path).toLowerCase() !== '.mhd') throw elsewhere(path, name);
  const dataPath = isLocal ? path : await siblingFile(path, name);
  const isCompressed = read.flag('CompressedData');
  const [headerSize = 0] = read.numbers('HeaderSize');
  const isPlace = headerSize === 0 || (headerSize > 0 ? !isLocal : headerSize === -1);
  if (!isPlace || !Number.isInteger(headerSize) || (isCompressed && headerSize < 0)) {
    throw read.refusal('HeaderSize', '0, or -1 where the voxels are the last bytes of the file');
  }
  const start = isLocal ? text.length : Math.max(headerSize, 0);
  if (!isCompressed) {
    const skip = headerSize < 0 ? 'rest' : 0;
    return { path: dataPath, start, end: Number.POSITIVE_INFINITY, encoding: 'raw', skip };
  }
  const [bytes = 0] = read.numbers('CompressedDataSize');
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw read.refusal('CompressedDataSize', 'a number of bytes');
  }
  // Zero and nothing mean that the writer did not know; the stream knows its own end.
  const end = bytes === 0 ? Number.POSITIVE_INFINITY : start + bytes;
  return { path: dataPath, start, end, encoding: 'zlib', skip: 0 };
}

function standIn({ text, fields }: MetaHeader, type: VoxelType, isLittleEndian: boolean): StandIn {
  const size = parseNumbers(fields.get('DimSize') ?? '').map((_, i) => (i < 3 ? standInSide : 1));
  const header = replaceFields(text, {
    DimSize: size.join(' '),
    // ITK in WebAssembly takes MET_LONG for a type that JavaScript has no array for.
    ElementType: (fields.get('ElementType') ?? '').replace(/(?<=^MET_U?)LONG$/, 'INT'),
    CompressedData: 'False',
    CompressedDataSize: null,
    HeaderSize: null,
    ElementDataFile: 'LOCAL',
  });
  return {
    bytes: Buffer.concat([Buffer.from(header, 'latin1'), standInVoxels(type, isLittleEndian)]),
    ending: 'mha',
    reading: 'its header',
    isVerbatim: true,
  };
}
