// NRRD, read by its definition (teem.sourceforge.net/nrrd/format.html).
import { gunzipSync } from 'node:zlib';
import { count, identity } from './geometry.mjs';
import { checkGrid, numbersOf, refuse, voxelsOf } from './reading.mjs';
import { byteSize, nearest, toBytes } from './stored.mjs';

const types = {};
for (const [type, names] of Object.entries({
  int8: 'signed char|int8|int8_t',
  uint8: 'uchar|unsigned char|uint8|uint8_t',
  int16: 'short|short int|signed short|signed short int|int16|int16_t',
  uint16: 'ushort|unsigned short|unsigned short int|uint16|uint16_t',
  int32: 'int|signed int|int32|int32_t',
  uint32: 'uint|unsigned int|uint32|uint32_t',
  int64: 'longlong|long long|long long int|signed long long|signed long long int|int64|int64_t',
  uint64: 'ulonglong|unsigned long long|unsigned long long int|uint64|uint64_t',
  float32: 'float',
  float64: 'double',
})) {
  for (const name of names.split('|')) types[name] = type;
}
const spaces = {
  'left-posterior-superior': [1, 1, 1],
  lps: [1, 1, 1],
  'left-anterior-superior': [1, -1, 1],
  las: [1, -1, 1],
  'right-anterior-superior': [-1, -1, 1],
  ras: [-1, -1, 1],
};
const other = {
  datafile: 'data file',
  byteskip: 'byte skip',
  lineskip: 'line skip',
  axismins: 'axis mins',
  axismaxs: 'axis maxs',
  oldmin: 'old min',
  oldmax: 'old max',
};

/** As readMetaImage. */
export function readNrrd(bytes, { name, sibling }) {
  const { fields, end } = headerOf(bytes);
  const sizes = numbersOf(fields.get('sizes') ?? '');
  if (sizes.length === 0 || numbersOf(fields.get('dimension') ?? '')[0] !== sizes.length)
    refuse('sizes');
  for (const units of ['space units', 'units']) {
    const words = (fields.get(units) ?? '').match(/"[^"]*"|\S+/g) ?? [];
    if (!words.every((word) => /^"?\s*(mm|millimet(er|re)s?|none|\?*)\s*"?$/i.test(word)))
      refuse(units);
  }
  if (fields.has('axis mins') || fields.has('axis maxs')) refuse('axis mins');
  const { grid, remarks } = fields.has('space directions')
    ? placed(fields, sizes)
    : unplaced(fields, sizes);
  checkGrid(grid);
  const type = types[(fields.get('type') ?? '').toLowerCase()] ?? refuse('type');
  const encoding = (fields.get('encoding') ?? '').toLowerCase();
  const endian = (fields.get('endian') ?? '').toLowerCase();
  const isText = /^(ascii|text|txt)$/.test(encoding);
  if (!isText && byteSize(type) > 1 && !/^(little|big)$/.test(endian)) refuse('endian');
  const data = bytesOf(bytes, end, fields, { name, sibling }, encoding);
  const read = isText
    ? fromText(data, grid.size, type)
    : voxelsOf(skipped(data, fields, grid.size, type), grid.size, type, endian !== 'big');
  return { ...grid, voxels: read.voxels, remarks: remarks || read.surplus > 0 };
}

function headerOf(bytes) {
  const fields = new Map();
  let at = 0;
  for (let line = 0; at < Math.min(bytes.length, 65536); line++) {
    const found = bytes.indexOf(10, at);
    const next = found < 0 ? bytes.length : found + 1;
    const text = bytes.toString('latin1', at, found < 0 ? next : found).replace(/\r$/, '');
    at = next;
    if (line === 0) {
      if (!/^NRRD000[1-5]$/.test(text)) refuse('magic');
      continue;
    }
    if (text === '' && found >= 0) return checked(fields, at);
    if (text.startsWith('#')) continue;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    if (/[\0-\x08\x0b\x0c\x0d\x0e-\x1f]/.test(text)) refuse('control characters');
    const colon = text.indexOf(':');
    if (colon > 0 && text[colon + 1] === '=') continue;
    const split = text.indexOf(': ');
    if (split < 1 || split !== colon) refuse(`line ${text.slice(0, 40)}`);
    const said = text.slice(0, split).toLowerCase();
    const key = other[said] ?? said;
    if (fields.has(key)) refuse(`${key} twice`);
    fields.set(key, text.slice(split + 2).trim());
  }
  if (fields.has('data file')) return checked(fields, at);
  return refuse('no end of the header');
}

function checked(fields, end) {
  const both = ['spacings', 'axis mins', 'axis maxs', 'units'].some((key) => fields.has(key));
  if (both && fields.has('space directions')) refuse('spacings and directions');
  return { fields, end };
}

function placed(fields, sizes) {
  const signs = spaces[(fields.get('space') ?? '').toLowerCase()] ?? refuse('space');
  const steps = vectorsOf(fields.get('space directions'), sizes.length);
  const kinds = (fields.get('kinds') ?? '').split(/\s+/).filter((kind) => kind !== '');
  sizes.forEach((size, axis) => {
    const kind = (kinds[axis] ?? '???').toLowerCase();
    const isDomain = /^(domain|space)$/.test(kind);
    const isUnknown = kind === 'none' || kind.startsWith('?');
    if (steps[axis] === null && (size !== 1 || isDomain || isUnknown))
      refuse('axis without direction');
    if (steps[axis] !== null && !isDomain && !isUnknown) refuse(`kind ${kind}`);
  });
  const spatial = sizes.filter((_, axis) => steps[axis] !== null);
  if (spatial.length !== 3) refuse('not 3-D');
  const columns = steps.filter(Boolean).map((step) => step.map((v, row) => v * signs[row]));
  const spacing = columns.map((column) => Math.sqrt(column.reduce((s, v) => s + v * v, 0)));
  const direction = [0, 1, 2].flatMap((row) =>
    columns.map((column, axis) => column[row] / spacing[axis]),
  );
  const hasOrigin = fields.has('space origin');
  const [origin] = hasOrigin ? vectorsOf(fields.get('space origin'), 1) : [[0, 0, 0]];
  if (origin === null) refuse('origin');
  return {
    grid: { size: spatial, spacing, origin: origin.map((v, row) => v * signs[row]), direction },
    remarks: !hasOrigin,
  };
}

function unplaced(fields, sizes) {
  const words = (fields.get('spacings') ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length !== sizes.length || fields.has('space')) refuse('no directions');
  const isSpatial = words.map((word) => !/^nan$/i.test(word));
  const spacing = words.filter((_, axis) => isSpatial[axis]).flatMap(numbersOf);
  const size = sizes.filter((_, axis) => isSpatial[axis]);
  if (size.length !== 3 || sizes.some((n, axis) => !isSpatial[axis] && n !== 1)) refuse('not 3-D');
  return { grid: { size, spacing, origin: [0, 0, 0], direction: identity }, remarks: true };
}

function vectorsOf(text, amount) {
  const words = text.match(/none|\([^()]*\)/g) ?? [];
  if (text.replace(/none|\([^()]*\)/g, '').trim() !== '' || words.length !== amount)
    refuse('vectors');
  return words.map((word) => {
    if (word === 'none') return null;
    const vector = numbersOf(word.slice(1, -1).replaceAll(',', ' '));
    return vector.length === 3 ? vector : refuse('vector');
  });
}

function bytesOf(bytes, end, fields, { name, sibling }, encoding) {
  const file = fields.get('data file');
  if (file !== undefined && (!/\.nhdr$/i.test(name) || /[\\/%]|^LIST/.test(file)))
    refuse('elsewhere');
  let data = file === undefined ? bytes.subarray(end) : (sibling(file) ?? refuse('no data file'));
  const [lines] = numbersOf(fields.get('line skip') ?? '0');
  if (!Number.isInteger(lines) || lines < 0) refuse('line skip');
  for (let i = 0; i < lines; i++) {
    const at = data.indexOf(10);
    if (at < 0) refuse('line skip');
    data = data.subarray(at + 1);
  }
  if (/^(raw|ascii|text|txt)$/.test(encoding)) return data;
  if (!/^(gzip|gz)$/.test(encoding)) refuse('encoding');
  try {
    return gunzipSync(data, { maxOutputLength: 2 ** 28 });
  } catch (error) {
    return refuse(error.message);
  }
}

function skipped(data, fields, size, type) {
  const [skip = 0] = numbersOf(fields.get('byte skip') ?? '');
  if (!Number.isInteger(skip) || skip < -1) refuse('byte skip');
  const wanted = count(size) * byteSize(type);
  if (skip >= 0) return data.subarray(skip);
  return data.length < wanted ? refuse('too short') : data.subarray(data.length - wanted);
}

function fromText(data, size, type) {
  const values = numbersOf(data.toString('latin1').replaceAll('\n', ' '));
  if (values.length !== count(size)) refuse(`${values.length} voxels`);
  if (!type.startsWith('float') && values.some((v) => nearest(type, v) !== v)) refuse('value');
  return voxelsOf(toBytes(type, true, values), size, type, true);
}
