import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../volume.js';
import { writeFields } from './nifti-stand-in.js';
import { headerBytes } from './parse-nifti-header.js';

// As for MetaImage.
const level = 1;
const voxelOffset = headerBytes[1] + 4;
const scannerAnatomical = 1;
const millimetres = 2;

/**
 * Writes a volume as a NIfTI-1 compressed with gzip. Its place is written as sform and as qform, both
 * rounded to float32 by the format; a shear, which the qform cannot hold, is only in the sform.
 *
 * @throws Error when the file cannot be written
 */
export async function writeNifti(path: string, volume: Volume<Voxels>): Promise<void> {
  const { data } = volume;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  await pipeline([headerOf(volume), bytes], createGzip({ level }), createWriteStream(path));
}

function headerOf({ size, spacing, origin, direction: d, data }: Volume<Voxels>): Uint8Array {
  const bytes = new Uint8Array(voxelOffset);
  const view = new DataView(bytes.buffer);
  const { code, bits } = typeOf(data);
  // NIfTI's world runs right, anterior, superior: x and y are those of LPS negated.
  const ras = d.map((cosine, i) => (i < 6 ? -cosine : cosine));
  const [x, y, z] = [-origin[0], -origin[1], origin[2]];
  const { handedness, quaternion } = quaternionOf(ras);
  const rows = [0, 1, 2].flatMap((row) => [
    ...spacing.map((mm, axis) => (ras[3 * row + axis] ?? 0) * mm),
    [x, y, z][row] ?? 0,
  ]);
  writeFields(view, {
    isLittleEndian: true,
    datatype: code,
    pixdim: [handedness, ...spacing, 1, 1, 1, 1],
    slope: 1,
    intercept: 0,
    units: millimetres,
    qformCode: scannerAnatomical,
    sformCode: scannerAnatomical,
    quaternion: [...quaternion, x, y, z],
    sform: rows,
  });
  for (const [i, n] of [3, ...size, 1, 1, 1, 1].entries()) view.setInt16(40 + 2 * i, n, true);
  view.setInt16(72, bits, true);
  view.setFloat32(108, voxelOffset, true);
  return bytes;
}

/**
 * The quaternion of a direction matrix, as nifti_mat44_to_quatern.
 *
 * @param m row-major; where it mirrors, its last column is turned round and the handedness is -1
 */
function quaternionOf(m: readonly number[]) {
  const at = (row: number, column: number): number => m[3 * row + column] ?? 0;
  const minor = (a: number, b: number): number => at(1, a) * at(2, b) - at(1, b) * at(2, a);
  const determinant = at(0, 0) * minor(1, 2) - at(0, 1) * minor(0, 2) + at(0, 2) * minor(0, 1);
  const handedness = determinant < 0 ? -1 : 1;
  const r = (row: number, column: number): number =>
    at(row, column) * (column === 2 ? handedness : 1);
  const [xx, yy, zz] = [r(0, 0), r(1, 1), r(2, 2)];
  // Four times the square of a, b, c and d; the largest is divided by.
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz];
  const largest = squares.indexOf(Math.max(...squares));
  const twice = 2 * Math.sqrt(squares[largest] ?? 1);
  const sums = [r(1, 0) + r(0, 1), r(2, 0) + r(0, 2), r(2, 1) + r(1, 2)];
  const differences = [r(2, 1) - r(1, 2), r(0, 2) - r(2, 0), r(1, 0) - r(0, 1)];
  const [xy = 0, xz = 0, yz = 0] = sums;
  const [ax = 0, ay = 0, az = 0] = differences;
  const own = (twice * twice) / 4;
  const all = [
    [own, ax, ay, az],
    [ax, own, xy, xz],
    [ay, xy, own, yz],
    [az, xz, yz, own],
  ][largest]!.map((value) => value / twice);
  const [a = 1, ...rest] = all;
  return { handedness, quaternion: a < 0 ? rest.map((value) => -value) : rest };
}

function typeOf(data: Voxels): { readonly code: number; readonly bits: number } {
  if (data instanceof Uint8Array) return { code: 2, bits: 8 };
  if (data instanceof Uint16Array) return { code: 512, bits: 16 };
  return data instanceof Int16Array ? { code: 4, bits: 16 } : { code: 16, bits: 32 };
}
