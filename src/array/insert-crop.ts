import { allocateLike } from './allocate-like.js';
import { type BoundingBox, boxShape, isFullBox } from './bounding-box.js';
import type { Shape } from './grid.js';
import type { Voxels } from './voxels.js';

/**
 * Puts what was cut out by {@link crop} back to its place in an array of the original shape, whose
 * other voxels get `value`.
 *
 * @param cropped voxels of `boxShape(box)`, last axis fastest
 * @param box half-open, inside the array
 * @returns voxels of `shape`; `cropped` itself if the box is the whole array
 */
export function insertCrop<T extends Voxels>(
  cropped: T,
  box: BoundingBox,
  shape: Shape,
  value = 0,
): T {
  if (isFullBox(box, shape)) return cropped;
  const [depth, height, width] = boxShape(box);
  const [[zStart], [yStart], [xStart]] = box;
  const data = allocateLike(cropped, shape[0] * shape[1] * shape[2]);
  if (value !== 0) data.fill(value);
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const from = (z * height + y) * width;
      const to = ((zStart + z) * shape[1] + yStart + y) * shape[2] + xStart;
      data.set(cropped.subarray(from, from + width), to);
    }
  }
  return data;
}
