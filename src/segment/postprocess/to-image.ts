import { boxShape } from '../../array/bounding-box.js';
import { type Shape, sameShape } from '../../array/grid.js';
import { insertCrop } from '../../array/insert-crop.js';
import { resampleData } from '../../array/resample/resample-data.js';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { separateZAxis } from '../../array/resample/separate-z.js';
import { type MakeTaps, splineTaps, torchLinearTaps } from '../../array/resample/taps.js';
import { transpose } from '../../array/transpose.js';
import type { Axes } from '../../nnunet/model/plans.js';
import type { Frame } from '../preprocess/frame.js';
import { positiveLabels } from './positive-labels.js';

/** Resamples one channel of logits [z,y,x] from the network's grid to the cropped image's. */
export function logitsToCrop(
  logits: Float32Array,
  shape: Shape,
  frame: Frame,
  resampling: ResamplingFn,
): Float32Array {
  return resampleData(logits, shape, boxShape(frame.box), ...wayBackOf(frame), resampling).data;
}

/**
 * Whether logits come back to the image by linear interpolation along all axes alike, so that
 * {@link positiveOnCrop} will do.
 */
export function isInterpolatedLinearly(shape: Shape, frame: Frame, fn: ResamplingFn): boolean {
  const isLinear = fn.kind === 'torch' || (fn.kind === 'default' && fn.order === 1);
  if (!isLinear || sameShape(shape, boxShape(frame.box))) return false;
  const { forceSeparateZ } = fn;
  const [currentSpacing, newSpacing] = wayBackOf(frame);
  return separateZAxis({ forceSeparateZ, currentSpacing, newSpacing }) === null;
}

function wayBackOf({ wayBack, networkSpacing, imageSpacing }: Frame) {
  return wayBack ?? ([networkSpacing, imageSpacing] as const);
}

/**
 * Labels on the cropped image's grid, 1 where one channel of logits is positive, for logits that are
 * {@link isInterpolatedLinearly}.
 */
export function positiveOnCrop(
  logits: Float32Array,
  shape: Shape,
  { box }: Frame,
  fn: ResamplingFn,
): Uint8Array {
  const makeTaps: MakeTaps =
    fn.kind === 'torch' ? torchLinearTaps : (from, to) => splineTaps(from, to, 1);
  return positiveLabels(logits, shape, boxShape(box), makeTaps);
}

/** Undoes crop (zeros outside) and transpose: voxels in the image's own [z,y,x]. */
export function cropToImage<T extends Uint8Array | Float32Array>(
  cropped: T,
  { box, imageShape }: Frame,
  transposeBackward: Axes,
): T {
  const inserted = insertCrop(cropped, box, imageShape);
  return transpose(inserted, imageShape, transposeBackward).data;
}
