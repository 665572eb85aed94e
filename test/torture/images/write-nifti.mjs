// Writes NIfTI-1 and -2 in as many ways as programs do.
import { gzipSync } from 'node:zlib';
import { toBytes } from './stored.mjs';

const codes = {
  uint8: [2, 8],
  int16: [4, 16],
  int32: [8, 32],
  float32: [16, 32],
  float64: [64, 64],
  int8: [256, 8],
  uint16: [512, 16],
  uint32: [768, 32],
  int64: [1024, 64],
  uint64: [1280, 64],
};
export const niftiTypes = Object.keys(codes);

/** As writeMetaImage; `edit` changes an object of the header's fields, `change` what is inflated. */
export function writeNifti(image, layout, { edit = (h) => h, change = (b) => b } = {}) {
  const { type, stored, size, spacing, origin, direction: d, slope = 1, intercept = 0 } = image;
  const [datatype, bitpix] = codes[type];
  const rows = [0, 1, 2].flatMap((row) => {
    const sign = row < 2 ? -1 : 1;
    return [
      ...[0, 1, 2].map((axis) => sign * d[3 * row + axis] * spacing[axis]),
      sign * origin[row],
    ];
  });
  const { qfac, quaternion } = quaternionOf(d);
  const length = layout.version === 1 ? 348 : 540;
  const header = edit({
    dim: [3, ...size, 1, 1, 1, 1],
    datatype,
    bitpix: layout.saysBits ? bitpix : 0,
    pixdim: [qfac, ...spacing, 0, 0, 0, 0],
    offset: length + 4 + layout.extension,
    slope: slope === 1 && intercept === 0 ? layout.noSlope : slope,
    inter: intercept,
    units: layout.units,
    qformCode: layout.forms === 'sform' ? 0 : 1,
    sformCode: layout.forms === 'qform' ? 0 : layout.sformCode,
    quaternion: [...quaternion, rows[3], rows[7], rows[11]],
    sform: rows,
    magic: layout.version === 1 ? 'n+1\0' : 'n+2\0',
    length,
    text: layout.text,
  });
  const start = Buffer.alloc(length + 4 + layout.extension);
  (layout.version === 1 ? put1 : put2)(start, header, layout.isLittle);
  if (layout.extension > 0) putExtension(start, length, layout);
  const whole = change(
    Buffer.concat([start, toBytes(type, layout.isLittle, stored)]),
    start.length,
  );
  return [[layout.name, layout.isGzipped ? gzipped(whole, layout) : whole]];
}

function gzipped(bytes, { level, members, zeros }) {
  const step = Math.ceil(bytes.length / members);
  const parts = Array.from({ length: members }, (_, i) =>
    gzipSync(bytes.subarray(i * step, (i + 1) * step), { level }),
  );
  return Buffer.concat([...parts, Buffer.alloc(zeros)]);
}

function put1(bytes, h, isLittle) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const f32 = (at, values) => values.map((v, i) => view.setFloat32(at + 4 * i, v, isLittle));
  view.setInt32(0, h.length, isLittle);
  for (const [i, n] of h.dim.entries()) view.setInt16(40 + 2 * i, n, isLittle);
  view.setInt16(70, h.datatype, isLittle);
  view.setInt16(72, h.bitpix, isLittle);
  f32(76, h.pixdim);
  f32(108, [h.offset, h.slope, h.inter]);
  view.setUint8(123, h.units);
  bytes.write(h.text, 148, 'latin1');
  view.setInt16(252, h.qformCode, isLittle);
  view.setInt16(254, h.sformCode, isLittle);
  f32(256, h.quaternion);
  f32(280, h.sform);
  bytes.write(h.magic, 344, 'latin1');
}

function put2(bytes, h, isLittle) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const f64 = (at, values) => values.map((v, i) => view.setFloat64(at + 8 * i, v, isLittle));
  view.setInt32(0, h.length, isLittle);
  bytes.write(h.magic, 4, 'latin1');
  bytes.set([13, 10, 26, 10], 8);
  view.setInt16(12, h.datatype, isLittle);
  view.setInt16(14, h.bitpix, isLittle);
  for (const [i, n] of h.dim.entries()) view.setBigInt64(16 + 8 * i, BigInt(n), isLittle);
  f64(104, h.pixdim);
  view.setBigInt64(168, BigInt(h.offset), isLittle);
  f64(176, [h.slope, h.inter]);
  bytes.write(h.text, 240, 'latin1');
  view.setInt32(344, h.qformCode, isLittle);
  view.setInt32(348, h.sformCode, isLittle);
  f64(352, h.quaternion);
  f64(400, h.sform);
  view.setInt32(500, h.units, isLittle);
}

function putExtension(bytes, at, { extension, isLittle }) {
  bytes[at] = 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  view.setInt32(at + 4, extension, isLittle);
  view.setInt32(at + 8, 6, isLittle);
}

/** Unit quaternion b, c, d of an LPS direction, by the largest of its four squares. */
function quaternionOf(lps) {
  const m = lps.map((v, i) => (i < 6 ? -v : v));
  const determinant =
    m[0] * (m[4] * m[8] - m[5] * m[7]) -
    m[1] * (m[3] * m[8] - m[5] * m[6]) +
    m[2] * (m[3] * m[7] - m[4] * m[6]);
  const qfac = determinant < 0 ? -1 : 1;
  const at = (row, column) => m[3 * row + column] * (column === 2 ? qfac : 1);
  // The quaternion is the eigenvector of this symmetric matrix for its largest eigenvalue, 3.
  const k = [
    [at(0, 0) + at(1, 1) + at(2, 2), at(2, 1) - at(1, 2), at(0, 2) - at(2, 0), at(1, 0) - at(0, 1)],
    [0, at(0, 0) - at(1, 1) - at(2, 2), at(0, 1) + at(1, 0), at(0, 2) + at(2, 0)],
    [0, 0, at(1, 1) - at(0, 0) - at(2, 2), at(1, 2) + at(2, 1)],
    [0, 0, 0, at(2, 2) - at(0, 0) - at(1, 1)],
  ];
  for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) k[i][j] = k[j][i];
  // (K + I) / 4 of a rotation is the projection onto it.
  const columns = k.map((row, i) => row.map((v, j) => (v + (i === j ? 1 : 0)) / 4));
  const best = columns.reduce((a, _b, i) => (columns[i][i] > columns[a][a] ? i : a), 0);
  const norm = Math.sqrt(columns[best][best]);
  const q = columns[best].map((v) => v / norm);
  const sign = q[0] < 0 ? -1 : 1;
  return { qfac, quaternion: q.slice(1).map((v) => v * sign) };
}

/** Some way to write a NIfTI; all mean the same. */
export function niftiLayout(random) {
  const isGzipped = random.chance(0.5);
  const named = random.chance(0.9) === isGzipped ? 'image.nii.gz' : 'image.nii';
  return {
    version: random.chance(0.75) ? 1 : 2,
    isLittle: random.chance(0.7),
    isGzipped,
    name: named,
    level: random.pick([1, 6, 9]),
    members: random.pick([1, 1, 1, 3]),
    zeros: random.pick([0, 0, 0, 512]),
    forms: random.pick(['both', 'both', 'sform', 'qform']),
    sformCode: 1,
    extension: random.pick([0, 0, 0, 16, 64]),
    noSlope: random.pick([0, 1, Number.NaN]),
    units: random.pick([2, 10, 0]),
    saysBits: random.chance(0.9),
    text: random.pick(['', 'made up', 'f\xfcr']),
  };
}
