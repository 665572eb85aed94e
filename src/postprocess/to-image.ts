import type { Axes } from '../model/plans.js';
import { boxShape } from '../preprocess/bounding-box.js';
import { insertCrop } from '../preprocess/insert-crop.js';
import type { Frame } from '../preprocess/preprocess.js';
import { transpose } from '../preprocess/transpose.js';
import type { Shape } from '../resample/grid.js';
import { resampleData } from '../resample/resample-data.js';
import type { ResamplingFn } from '../resample/resampling-fn.js';

/** Resamples one channel of logits [z,y,x] from the network's grid to the cropped image's. */
export function logitsToCrop(
  logits: Float32Array,
  shape: Shape,
  { box, imageSpacing, networkSpacing }: Frame,
  resampling: ResamplingFn,
): Float32Array {
  return resampleData(logits, shape, boxShape(box), networkSpacing, imageSpacing, resampling).data;
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
