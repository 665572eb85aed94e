import { allocateLike } from '../allocate-like.js';
import type { Shape } from '../grid.js';
import type { Voxels } from '../voxels.js';
import type { NearestRows } from './nearest-rows.js';

/**
 * Resamples one channel by taking, for each output voxel, the nearest input voxel.
 *
 * @param data [z,y,x] voxels of `shape`
 * @param rowsOf which sample is the nearest one along an axis
 * @returns voxels of `newShape`
 */
export function resampleNearest<T extends Voxels>(
  data: T,
  shape: Shape,
  newShape: Shape,
  rowsOf: NearestRows,
): T {
  const [newDepth, newHeight, newWidth] = newShape;
  const zRows = rowsOf(shape[0], newDepth);
  const yRows = rowsOf(shape[1], newHeight);
  const xRows = rowsOf(shape[2], newWidth);
  const resampled = allocateLike(data, newDepth * newHeight * newWidth);
  for (let z = 0, o = 0; z < newDepth; z++) {
    for (let y = 0; y < newHeight; y++) {
      const line = (zRows[z]! * shape[1] + yRows[y]!) * shape[2];
      for (let x = 0; x < newWidth; x++, o++) resampled[o] = data[line + xRows[x]!]!;
    }
  }
  return resampled;
}
