import type { Shape } from '../resample/grid.js';
import { computeSteps, type Starts } from './compute-steps.js';

/** How an image is cut into tiles. All shapes and starts run [z,y,x]. */
export interface Tiling {
  readonly shape: Shape;
  readonly patchSize: Shape;
  /** Zeros put before the image on each axis where it is smaller than the patch. */
  readonly padBelow: Shape;
  /** Shape with that padding, and as much after the image. */
  readonly paddedShape: Shape;
  readonly starts: Starts;
  /** Starts of all tiles in the padded image, first axis slowest. */
  readonly tiles: readonly Shape[];
}

/**
 * Plans the tiles of an image as nnU-Net does: zero-padded to the patch where it is smaller
 * (acvl_utils pad_nd_image), then a regular grid. A 2-D patch visits every slice of the first axis.
 *
 * @param patchSize three numbers, or two for a 2-D network
 */
export function planTiling(shape: Shape, patchSize: readonly number[], stepSize: number): Tiling {
  const is2d = patchSize.length === 2;
  const patch = (is2d ? [1, ...patchSize] : patchSize) as unknown as Shape;
  const lacking = shape.map((n, axis) => Math.max(0, patch[axis]! - n));
  const padBelow = lacking.map((n) => Math.floor(n / 2)) as unknown as Shape;
  const paddedShape = shape.map((n, axis) => n + lacking[axis]!) as unknown as Shape;
  const regular = computeSteps(paddedShape, patch, stepSize);
  const everySlice = Array.from({ length: shape[0] }, (_, z) => z);
  const starts: Starts = is2d ? [everySlice, regular[1], regular[2]] : regular;
  const tiles = starts[0].flatMap((z) =>
    starts[1].flatMap((y) => starts[2].map((x): Shape => [z, y, x])),
  );
  return { shape, patchSize: patch, padBelow, paddedShape, starts, tiles };
}
