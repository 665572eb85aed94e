import { type Axis, type Shape, sameShape } from '../grid.js';
import { clipToInput } from './clip-to-input.js';
import { nearestRows } from './nearest-rows.js';
import { resampleAxes } from './resample-axes.js';
import { resampleNearest } from './resample-nearest.js';
import type { SplineOrder } from './resampling-fn.js';
import { splineTaps } from './taps.js';

/**
 * Resizes one channel as `skimage.transform.resize(mode='edge', anti_aliasing=False)` does. What a
 * cubic spline overshoots is clipped to the range of the input: of the whole channel, or, with a
 * `sliceAxis` (whose length must not change), of each slice across that axis.
 *
 * @param data [z,y,x] voxels of `shape`
 * @returns voxels of `newShape`; `data` itself if that is already its shape
 */
export function resize(
  data: Float32Array,
  shape: Shape,
  newShape: Shape,
  order: SplineOrder,
  sliceAxis: Axis | null = null,
): Float32Array {
  if (sameShape(shape, newShape)) return data;
  if (order === 0) return resampleNearest(data, shape, newShape, nearestRows);
  const resized = resampleAxes(data, shape, newShape, (length, newLength) =>
    splineTaps(length, newLength, order),
  );
  if (order === 3) clipToInput(resized, newShape, data, shape, sliceAxis);
  return resized;
}
