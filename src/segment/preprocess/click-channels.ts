import { boxShape } from '../../array/bounding-box.js';
import { crop } from '../../array/crop.js';
import { type Shape, sameShape } from '../../array/grid.js';
import { resampleSeg } from '../../array/resample/resample-seg.js';
import { ModelError } from '../../errors.js';
import type { ClickRole } from '../../nnunet/model/channels.js';
import type { ClickEncoding } from '../../nnunet/model/clicks/click-encoding.js';
import type { Configuration } from '../../nnunet/model/configuration.js';
import type { Axes } from '../../nnunet/model/plans.js';
import type { Previous, TransposedClicks } from '../clicks/click-input.js';
import { drawClicks } from '../clicks/draw/draw-clicks.js';
import { toNetworkGrid } from '../clicks/draw/to-network-grid.js';
import type { Frame } from './frame.js';
import { transposeImages } from './transpose-images.js';

/** What channels of clicks are made of, on the grid of the images, with the plans' order of axes. */
export interface ClickSource {
  readonly encoding: ClickEncoding;
  readonly clicks: TransposedClicks;
  readonly previous: Previous | null;
  readonly configuration: Configuration;
  readonly transposeForward: Axes;
}

/**
 * A channel that comes to the network as it is: clicks drawn on the network's grid, or what was found the last time,
 * of which there is nothing at first.
 *
 * @param shape of the network's grid
 * @returns [z,y,x] of `shape`
 */
export function clickChannel(
  role: ClickRole,
  { encoding, clicks, previous, configuration, transposeForward }: ClickSource,
  frame: Frame,
  shape: Shape,
): Float32Array {
  if (role !== 'previous') {
    const points = toNetworkGrid(clicks[role], frame.box, shape, encoding);
    return drawClicks(points, shape, frame.networkSpacing, encoding);
  }
  if (previous?.kind === 'mask') {
    const [mask] = transposeImages([previous.mask], transposeForward).channels;
    return maskChannel(crop(mask!, frame.imageShape, frame.box), frame, shape, configuration);
  }
  // With another crop it lies elsewhere.
  if (previous?.kind === 'probability' && sameShape(previous.shape, shape)) return previous.data;
  return new Float32Array(shape[0] * shape[1] * shape[2]);
}

/** @throws ModelError when the plans resample segmentations to another grid than images */
function maskChannel(
  mask: Uint8Array,
  { box, imageSpacing, networkSpacing }: Frame,
  newShape: Shape,
  { resamplingSeg }: Configuration,
): Float32Array {
  const labels = Int16Array.from(mask);
  const shape = boxShape(box);
  const { data, shape: made } = resampleSeg(
    labels,
    shape,
    newShape,
    imageSpacing,
    networkSpacing,
    resamplingSeg,
  );
  if (!sameShape(made, newShape)) {
    throw new ModelError(
      `plans.json: resampling_fn_seg leaves the mask of the iteration before at ${made.join(' x ')} voxels, but the images are resampled to ${newShape.join(' x ')}. Both need the same kind of resampler.`,
    );
  }
  return Float32Array.from(data, (label) => (label > 0 ? 1 : 0));
}
