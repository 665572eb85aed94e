import { ModelError } from '../../errors.js';
import { type Grid, type GridSpacing, type Shape, sameShape, withLength } from '../grid.js';
import { nearestRows, torchNearestExactRows } from './nearest-rows.js';
import { resampleNearest } from './resample-nearest.js';
import type { ResamplingFn, SplineOrder } from './resampling-fn.js';
import { separateZAxis } from './separate-z.js';
import { splineTaps, torchLinearTaps } from './taps.js';
import { type LabelVoxels, voteLabels } from './vote-labels.js';
import { halfPrecisionWinner, majority, winner } from './vote-rules.js';

/**
 * Resamples a segmentation, such as that of a cascade's earlier network, with the resampler that
 * the plans name. No label can appear that is not in the input (0 excepted, with an `orderZ` of 1).
 *
 * Follows nnU-Net's `resample_data_or_seg_to_shape` (is_seg true, which rests on batchgenerators'
 * `resize_segmentation`, here that of 0.25.5), `resample_torch_fornnunet` and `no_resampling_hack`.
 *
 * @param data [z,y,x] labels of `shape`
 * @param currentSpacing mm, [z,y,x]
 * @param newSpacing mm, [z,y,x]
 * @returns labels of `newShape`; `data` itself if it has that shape already, or with its old shape
 *   if the resampler is `none`
 * @throws ModelError if the plans ask for cubic interpolation of labels
 */
export function resampleSeg<T extends LabelVoxels>(
  data: T,
  shape: Shape,
  newShape: Shape,
  currentSpacing: GridSpacing,
  newSpacing: GridSpacing,
  fn: ResamplingFn,
): Grid<T> {
  if (fn.kind === 'none' || sameShape(shape, newShape)) return { data, shape };
  const { forceSeparateZ } = fn;
  const axis = separateZAxis({ forceSeparateZ, currentSpacing, newSpacing });
  const inPlane = axis === null ? newShape : withLength(newShape, axis, shape[axis]);
  const resized = resampleInPlane(data, shape, inPlane, fn);
  return { data: resampleThrough(resized, inPlane, newShape, fn), shape: newShape };
}

type ChangingFn = Exclude<ResamplingFn, { kind: 'none' }>;

function resampleInPlane<T extends LabelVoxels>(
  data: T,
  shape: Shape,
  newShape: Shape,
  fn: ChangingFn,
): T {
  if (sameShape(shape, newShape)) return data;
  if (fn.kind === 'torch') {
    return voteLabels(data, shape, newShape, torchLinearTaps, halfPrecisionWinner);
  }
  return refuseCubic(fn.order, 'order') === 0
    ? resampleNearest(data, shape, newShape, nearestRows)
    : voteLabels(data, shape, newShape, linearTaps, winner);
}

/** The second step of a separate-z resampling: along the one axis that is left. */
function resampleThrough<T extends LabelVoxels>(
  data: T,
  shape: Shape,
  newShape: Shape,
  fn: ChangingFn,
): T {
  if (sameShape(shape, newShape)) return data;
  if (fn.kind === 'torch') return resampleNearest(data, shape, newShape, torchNearestExactRows);
  return refuseCubic(fn.orderZ, 'order_z') === 0
    ? resampleNearest(data, shape, newShape, nearestRows)
    : voteLabels(data, shape, newShape, linearTaps, majority);
}

function linearTaps(length: number, newLength: number) {
  return splineTaps(length, newLength, 1);
}

function refuseCubic(order: SplineOrder, argument: string): 0 | 1 {
  if (order !== 3) return order;
  throw new ModelError(
    `resampling_fn_seg_kwargs in plans.json asks for ${argument} 3; labels can be resampled with 0 ` +
      '(nearest neighbour) or 1 (linear). nnU-Net itself plans 1 for order and 0 for order_z.',
  );
}
