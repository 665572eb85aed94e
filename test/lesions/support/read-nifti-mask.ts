import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Shape } from '../../../src/array/grid.js';

/** Reads a little-endian uint8 .nii.gz: voxels [z,y,x] and the volume of one in ml. */
export function readNiftiMask(path: string): {
  mask: Uint8Array;
  shape: Shape;
  voxelMillilitres: number;
} {
  const file = gunzipSync(readFileSync(path));
  const along = [1, 2, 3] as const;
  const [nx, ny, nz] = along.map((axis) => file.readInt16LE(40 + 2 * axis));
  const spacing = along.map((axis) => file.readFloatLE(76 + 4 * axis));
  const voxels = file.subarray(file.readFloatLE(108));
  return {
    mask: new Uint8Array(voxels.buffer, voxels.byteOffset, nx! * ny! * nz!),
    shape: [nz!, ny!, nx!],
    voxelMillilitres: spacing.reduce((a, b) => a * b) / 1000,
  };
}
