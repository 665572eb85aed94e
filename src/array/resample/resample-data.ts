import { type Grid, type GridSpacing, type Shape, sameShape, withLength } from '../grid.js';
import { nearestRows, torchNearestExactRows } from './nearest-rows.js';
import { resampleAxes } from './resample-axes.js';
import { resampleNearest } from './resample-nearest.js';
import type { ResamplingFn } from './resampling-fn.js';
import { resize } from './resize.js';
import { separateZAxis } from './separate-z.js';
import { splineTaps, torchLinearTaps } from './taps.js';

/**
 * Resamples one channel of an image or of logits with the resampler that the plans name. The new
 * shape decides the result; the spacings only decide whether the axis of the longest voxels is
 * resampled separately, after the two others.
 *
 * Follows nnU-Net's `resample_data_or_seg_to_shape` (is_seg false), `resample_torch_fornnunet` and
 * `no_resampling_hack`.
 *
 * @param data [z,y,x] voxels of `shape`
 * @param currentSpacing mm, [z,y,x]
 * @param newSpacing mm, [z,y,x]
 * @returns voxels of `newShape`; `data` itself if it has that shape already, or with its old shape
 *   if the resampler is `none`
 */
export function resampleData(
  data: Float32Array,
  shape: Shape,
  newShape: Shape,
  currentSpacing: GridSpacing,
  newSpacing: GridSpacing,
  fn: ResamplingFn,
): Grid {
  if (fn.kind === 'none' || sameShape(shape, newShape)) return { data, shape };
  const { forceSeparateZ } = fn;
  const axis = separateZAxis({ forceSeparateZ, currentSpacing, newSpacing });
  const inPlane = axis === null ? newShape : withLength(newShape, axis, shape[axis]);
  const resized =
    fn.kind === 'torch'
      ? resampleAxes(data, shape, inPlane, torchLinearTaps)
      : resize(data, shape, inPlane, fn.order, axis);
  return { data: resampleThrough(resized, inPlane, newShape, fn), shape: newShape };
}

/** The second step of a separate-z resampling: along the one axis that is left; not clipped. */
function resampleThrough(
  data: Float32Array,
  shape: Shape,
  newShape: Shape,
  fn: Exclude<ResamplingFn, { kind: 'none' }>,
): Float32Array {
  if (sameShape(shape, newShape)) return data;
  if (fn.kind === 'torch') return resampleNearest(data, shape, newShape, torchNearestExactRows);
  const { orderZ } = fn;
  if (orderZ === 0) return resampleNearest(data, shape, newShape, nearestRows);
  return resampleAxes(data, shape, newShape, (length, newLength) =>
    splineTaps(length, newLength, orderZ),
  );
}
