// MetaImage, read by the book of MetaIO.
import { constants, inflateSync, unzipSync } from 'node:zlib';
import { count } from './geometry.mjs';
import { checkGrid, numbersOf, refuse, voxelsOf } from './reading.mjs';
import { byteSize } from './stored.mjs';

const types = {
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
};
const one = {
  Position: 'Offset',
  Origin: 'Offset',
  Rotation: 'TransformMatrix',
  Orientation: 'TransformMatrix',
  ElementByteOrderMSB: 'BinaryDataByteOrderMSB',
};

/**
 * @param bytes of the file
 * @param name of the file
 * @param sibling gives the bytes of a file beside it, or null
 * @returns size, spacing, origin, direction, voxels, and in `remarks` what a reader must be told
 */
export function readMetaImage(bytes, { name, sibling }) {
  const { fields, end } = headerOf(bytes);
  const has = (key) => fields.has(key);
  const numbers = (key) => numbersOf(fields.get(key));
  const size = has('DimSize') ? numbers('DimSize') : refuse('no DimSize');
  if (numbersOf(fields.get('NDims') ?? '')[0] !== size.length) refuse('NDims');
  if (size.length < 3 || size.slice(3).some((n) => n !== 1)) refuse('not 3-D');
  const n = size.length;
  if (has('ElementNumberOfChannels') && numbers('ElementNumberOfChannels')[0] !== 1)
    refuse('channels');
  for (const [key, neutral] of [
    ['Slope', 1],
    ['Offset', 0],
  ]) {
    const field = `ElementToIntensityFunction${key}`;
    if (has(field) && numbers(field)[0] !== neutral) refuse(field);
  }
  if (has('DistanceUnits') && !/^(mm|\?)$/.test(fields.get('DistanceUnits'))) refuse('units');
  if (has('BinaryData') && !isTrue(fields.get('BinaryData'))) refuse('text');
  const spacingKey = has('ElementSpacing') ? 'ElementSpacing' : 'ElementSize';
  const spacing = has(spacingKey) ? listOf(numbers(spacingKey), n) : refuse('no spacing');
  const origin = has('Offset') ? listOf(numbers('Offset'), n) : size.map(() => 0);
  const eye = Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const matrix = has('TransformMatrix') ? listOf(numbers('TransformMatrix'), n * n) : eye;
  const grid = {
    size: size.slice(0, 3),
    spacing: spacing.slice(0, 3),
    origin: origin.slice(0, 3),
    direction: [0, 1, 2].flatMap((row) => [0, 1, 2].map((axis) => matrix[axis * n + row])),
  };
  checkGrid(grid);
  const type = types[fields.get('ElementType')] ?? refuse('ElementType');
  const isLittle = !(has('BinaryDataByteOrderMSB') && isTrue(fields.get('BinaryDataByteOrderMSB')));
  const { data, after } = dataOf(bytes, end, fields, { name, sibling });
  const skip = has('HeaderSize') ? numbers('HeaderSize')[0] : 0;
  const found = placed(data, skip, grid, type, isLittle, after);
  const lacks =
    !has('Offset') ||
    !has('TransformMatrix') ||
    (!has('BinaryDataByteOrderMSB') && !/CHAR/.test(fields.get('ElementType')));
  return { ...grid, voxels: found.voxels, remarks: lacks || found.surplus > 0 };
}

function placed(data, skip, grid, type, isLittle, after) {
  if (skip !== -1) return voxelsOf(data.subarray(skip), grid.size, type, isLittle, null, after);
  const wanted = count(grid.size) * byteSize(type);
  if (data.length < wanted) refuse('too short');
  return voxelsOf(data.subarray(data.length - wanted), grid.size, type, isLittle);
}

function headerOf(bytes) {
  const fields = new Map();
  for (let at = 0; at < Math.min(bytes.length, 65536); ) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found + 1;
    const line = bytes.toString('latin1', at, end).trim();
    at = end;
    if (line === '') continue;
    const split = line.search(/[=:]/);
    if (split < 1) refuse(`line ${line.slice(0, 40)}`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    if (/[\0-\x08\x0b\x0c\x0e-\x1f]/.test(line)) refuse('control characters');
    const named = line.slice(0, split).trim();
    const key = one[named] ?? named;
    const value = line.slice(split + 1).trim();
    if (fields.has(key) && fields.get(key) !== value) refuse(`${key} twice`);
    fields.set(key, value);
    if (key === 'ElementDataFile') return { fields, end };
  }
  return refuse('no ElementDataFile');
}

function dataOf(bytes, end, fields, { name, sibling }) {
  const file = fields.get('ElementDataFile');
  const isLocal = /^local$/i.test(file);
  const isPlain = !/[\\/%\0]|^LIST|^\.*$/.test(file.replace(/^\.\//, ''));
  if (!isLocal && (!/\.mhd$/i.test(name) || !isPlain)) refuse('data elsewhere');
  const skip = fields.has('HeaderSize') ? numbersOf(fields.get('HeaderSize'))[0] : 0;
  if (!Number.isInteger(skip) || skip < -1 || (isLocal && skip > 0)) refuse('HeaderSize');
  const whole = isLocal ? bytes.subarray(end) : sibling(file.replace(/^\.\//, ''));
  if (whole === null) refuse('no data file');
  if (!fields.has('CompressedData') || !isTrue(fields.get('CompressedData'))) {
    return { data: whole, after: 0 };
  }
  if (skip === -1) refuse('HeaderSize of a compressed image');
  const [said] = fields.has('CompressedDataSize')
    ? numbersOf(fields.get('CompressedDataSize'))
    : [0];
  const length = said ?? refuse('CompressedDataSize');
  const from = skip;
  if (length < 0 || !Number.isInteger(length) || from + length > whole.length) {
    refuse('CompressedDataSize');
  }
  const stream = whole.subarray(from, length === 0 ? whole.length : from + length);
  try {
    const isGzip = stream[0] === 0x1f && stream[1] === 0x8b;
    const { buffer, engine } = (isGzip ? unzipSync : inflateSync)(stream, {
      info: true,
      finishFlush: constants.Z_FINISH,
    });
    // HeaderSize has been taken off already.
    return {
      data: Buffer.concat([Buffer.alloc(skip), buffer]),
      after: whole.length - from - engine.bytesWritten,
    };
  } catch (error) {
    return refuse(error.message);
  }
}

function isTrue(value) {
  if (/^(true|1)$/i.test(value)) return true;
  return /^(false|0)$/i.test(value) ? false : refuse(`flag ${value}`);
}

function listOf(numbers, length) {
  return numbers.length === length ? numbers : refuse(`${numbers.length} numbers`);
}
