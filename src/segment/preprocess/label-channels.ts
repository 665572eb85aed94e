import { boxShape } from '../../array/bounding-box.js';
import type { Shape } from '../../array/grid.js';
import { resampleSeg } from '../../array/resample/resample-seg.js';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';
import type { Frame } from './frame.js';

/**
 * The input channels that a cascade's second network gets from the first: its segmentation, brought
 * to the network's grid, one channel per foreground label with 1 where the label is and 0 elsewhere.
 * Follows nnU-Net's DefaultPreprocessor (resampling_fn_seg) and convert_labelmap_to_one_hot.
 *
 * @param labels [z,y,x] of the cropped image, −1 outside of the nonzero region
 * @param newShape shape of the image channels
 * @throws ModelError when the plans resample segmentations to another grid than images
 */
export function labelChannels(
  labels: Int16Array,
  foregroundLabels: readonly number[],
  { box, imageSpacing, networkSpacing }: Frame,
  newShape: Shape,
  fn: ResamplingFn,
): Float32Array[] {
  const shape = boxShape(box);
  const resampled = resampleSeg(labels, shape, newShape, imageSpacing, networkSpacing, fn);
  if (resampled.shape.some((length, axis) => length !== newShape[axis])) {
    throw new ModelError(
      `plans.json: resampling_fn_seg leaves the earlier network's segmentation at ${resampled.shape.join(' x ')} voxels, but the images are resampled to ${newShape.join(' x ')}. Both need the same kind of resampler.`,
    );
  }
  return foregroundLabels.map((label) =>
    Float32Array.from(resampled.data, (value) => (value === label ? 1 : 0)),
  );
}
