// NIfTI-1 and -2, read by nifti1.h and nifti2.h.
import { gunzipSync } from 'node:zlib';
import { apart, fromRasAffine } from './geometry.mjs';
import { checkGrid, refuse, voxelsOf } from './reading.mjs';
import { byteSize } from './stored.mjs';

const types = {
  2: 'uint8',
  4: 'int16',
  8: 'int32',
  16: 'float32',
  64: 'float64',
  256: 'int8',
  512: 'uint16',
  768: 'uint32',
  1024: 'int64',
  1280: 'uint64',
};

/** As readMetaImage. */
export function readNifti(file) {
  const bytes = file[0] === 0x1f && file[1] === 0x8b ? inflated(file) : file;
  const h = headerOf(bytes);
  const rank = h.dim[0];
  if (!(rank >= 3 && rank <= 7) || h.dim.slice(4, rank + 1).some((n) => n !== 1)) refuse('not 3-D');
  const size = h.dim.slice(1, 4);
  const type = types[h.datatype] ?? refuse(`datatype ${h.datatype}`);
  if (h.bitpix !== 0 && h.bitpix !== 8 * byteSize(type)) refuse(`bitpix ${h.bitpix}`);
  if ([1, 3].includes(h.units & 7)) refuse(`units ${h.units}`);
  const { grid, isDoubtful } = placed(h, size);
  checkGrid(grid);
  if (!Number.isSafeInteger(h.offset) || h.offset < h.length + 4) refuse(`offset ${h.offset}`);
  const { voxels, surplus } = voxelsOf(
    bytes.subarray(h.offset),
    size,
    type,
    h.isLittle,
    scaleOf(h),
  );
  return { ...grid, voxels, remarks: isDoubtful || surplus > 0 };
}

function inflated(file) {
  try {
    return gunzipSync(file, { maxOutputLength: 2 ** 28 });
  } catch (error) {
    return refuse(error.message);
  }
}

function scaleOf({ slope, inter }) {
  const none = !Number.isFinite(slope) || slope === 0;
  if (none) return Number.isFinite(inter) && inter !== 0 ? refuse('intercept without slope') : null;
  if (!Number.isFinite(inter)) refuse('intercept');
  if (Math.abs(slope) < 2.2e-16) refuse('slope too small for ITK');
  return slope === 1 && inter === 0 ? null : { slope, intercept: inter };
}

/** Where it lies by nibabel's rule, where ITK has no other. */
function placed(h, size) {
  const pixdim = h.pixdim.slice(1, 4);
  if (h.sformCode <= 0 && h.qformCode <= 0) refuse('neither form');
  if (pixdim.some((mm) => mm < 0)) refuse('negative pixdim');
  const qform = h.qformCode > 0 ? fromQuaternion(h, size) : null;
  if (h.sformCode <= 0) return { grid: qform ?? refuse('no rotation'), isDoubtful: false };
  const sform = fromRasAffine(h.sform, size);
  const isScaled = sform.spacing.some((mm, axis) => !(Math.abs(pixdim[axis] / mm - 1) < 1.1e-3));
  if (isScaled) refuse('sform and pixdim');
  const distance = qform === null ? 0 : apart(sform, qform);
  if (distance > 0.11 && h.sformCode !== h.qformCode) refuse('sform and qform');
  return { grid: sform, isDoubtful: distance > 0.11 };
}

function fromQuaternion({ quaternion: [b, c, d, x, y, z], pixdim }, size) {
  const rest = 1 - b * b - c * c - d * d;
  const flip = pixdim[0] === 0 ? 1 : pixdim[0];
  if (!(rest > -4e-7) || Math.abs(flip) !== 1) return null;
  const a = Math.sqrt(Math.max(0, rest));
  // Rotation by a quaternion: v' = q v q*, column by column.
  const turn = ([vx, vy, vz]) => {
    const [tx, ty, tz] = [c * vz - d * vy, d * vx - b * vz, b * vy - c * vx].map((v) => 2 * v);
    return [
      vx + a * tx + c * tz - d * ty,
      vy + a * ty + d * tx - b * tz,
      vz + a * tz + b * ty - c * tx,
    ];
  };
  const columns = [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, flip])];
  const rows = [0, 1, 2].flatMap((row) => [
    ...columns.map((column, axis) => column[row] * pixdim[axis + 1]),
    [x, y, z][row],
  ]);
  return fromRasAffine(rows, size);
}

function headerOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (const [length, Fields] of [
    [348, fields1],
    [540, fields2],
  ]) {
    for (const isLittle of [true, false]) {
      if (bytes.length >= length && view.getInt32(0, isLittle) === length) {
        return { length, isLittle, ...Fields(view, isLittle, bytes) };
      }
    }
  }
  return refuse('no header');
}

function fields1(view, isLittle, bytes) {
  if (bytes.toString('latin1', 344, 348) !== 'n+1\0') refuse('magic');
  const i16 = (at) => view.getInt16(at, isLittle);
  const f32 = (at) => view.getFloat32(at, isLittle);
  const list = (n, at, step, read) => Array.from({ length: n }, (_, i) => read(at + i * step));
  return {
    dim: list(8, 40, 2, i16),
    datatype: i16(70),
    bitpix: i16(72),
    pixdim: list(8, 76, 4, f32),
    offset: f32(108),
    slope: f32(112),
    inter: f32(116),
    units: bytes[123],
    qformCode: i16(252),
    sformCode: i16(254),
    quaternion: list(6, 256, 4, f32),
    sform: list(12, 280, 4, f32),
  };
}

function fields2(view, isLittle, bytes) {
  if (bytes.toString('latin1', 4, 8) !== 'n+2\0') refuse('magic');
  const f64 = (at) => view.getFloat64(at, isLittle);
  const list = (n, at, step, read) => Array.from({ length: n }, (_, i) => read(at + i * step));
  return {
    datatype: view.getInt16(12, isLittle),
    bitpix: view.getInt16(14, isLittle),
    dim: list(8, 16, 8, (at) => Number(view.getBigInt64(at, isLittle))),
    pixdim: list(8, 104, 8, f64),
    offset: Number(view.getBigInt64(168, isLittle)),
    slope: f64(176),
    inter: f64(184),
    qformCode: view.getInt32(344, isLittle),
    sformCode: view.getInt32(348, isLittle),
    quaternion: list(6, 352, 8, f64),
    sform: list(12, 400, 8, f64),
    units: view.getInt32(500, isLittle),
  };
}
