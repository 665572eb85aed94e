import { type BoundingBox, fullBox, type Range } from '../../array/bounding-box.js';
import type { Shape } from '../../array/grid.js';
import { computeSteps, type Starts } from './compute-steps.js';

/** How an image, or a region of it, is cut into tiles. All shapes and starts run [z,y,x]. */
export interface Tiling {
  readonly shape: Shape;
  readonly patchSize: Shape;
  /** Where the region begins in the image; 0 on each axis that has to be padded. */
  readonly regionBegin: Shape;
  /** Zeros put before the image on each axis where it is smaller than the patch; as a rule none. */
  readonly padBelow: Shape;
  /** Shape of the region with that padding, and as much after it. */
  readonly paddedShape: Shape;
  readonly starts: Starts;
  /** Starts of all tiles in the padded region, first axis slowest. */
  readonly tiles: readonly Shape[];
}

/**
 * Plans the tiles of an image as nnU-Net does: zero-padded to the patch where it is smaller
 * (acvl_utils pad_nd_image), then a regular grid. A 2-D patch visits every slice of the first axis.
 *
 * @param patchSize three numbers, or two for a 2-D network
 * @param region what has to be covered, all as a rule. Where it is smaller than a patch, the tiles
 *   reach into the image round it before any zeros are put there.
 */
export function planTiling(
  shape: Shape,
  patchSize: readonly number[],
  stepSize: number,
  region: BoundingBox = fullBox(shape),
): Tiling {
  const is2d = patchSize.length === 2;
  const patch = (is2d ? [1, ...patchSize] : patchSize) as unknown as Shape;
  const covered = region.map((range, axis) => widen(range, patch[axis]!, shape[axis]!));
  const lengths = covered.map(([low, high]) => high - low);
  const lacking = lengths.map((length, axis) => Math.max(0, patch[axis]! - length));
  const paddedShape = lengths.map((length, axis) => length + lacking[axis]!) as unknown as Shape;
  const regular = computeSteps(paddedShape, patch, stepSize);
  const everySlice = Array.from({ length: paddedShape[0] }, (_, z) => z);
  const starts: Starts = is2d ? [everySlice, regular[1], regular[2]] : regular;
  const tiles = starts[0].flatMap((z) =>
    starts[1].flatMap((y) => starts[2].map((x): Shape => [z, y, x])),
  );
  return {
    shape,
    patchSize: patch,
    regionBegin: covered.map(([low]) => low) as unknown as Shape,
    padBelow: lacking.map((n) => Math.floor(n / 2)) as unknown as Shape,
    paddedShape,
    starts,
    tiles,
  };
}

/** Where a place in the padded region lies in the image, along one axis; outside of it in the padding. */
export function placeInImage(
  { regionBegin, padBelow }: Tiling,
  place: number,
  axis: 0 | 1 | 2,
): number {
  return place - padBelow[axis] + regionBegin[axis];
}

/** The range, made `length` long on both sides where it is shorter and the axis of `room` voxels allows. */
function widen([low, high]: Range, length: number, room: number): Range {
  const lacking = Math.max(0, Math.min(length, room) - (high - low));
  const start = Math.max(0, Math.min(low - Math.floor(lacking / 2), room - (high - low + lacking)));
  return [start, start + (high - low) + lacking];
}
