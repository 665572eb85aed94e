import { allocateLike } from './allocate-like.js';
import { type BoundingBox, boxShape, isFullBox } from './bounding-box.js';
import type { Shape } from './grid.js';
import type { Voxels } from './voxels.js';

/**
 * Cuts a box out of an array.
 *
 * @param data voxels of `shape`, last axis fastest
 * @param box half-open, inside the array
 * @returns voxels of `boxShape(box)`; `data` itself if the box is the whole array
 */
export function crop<T extends Voxels>(data: T, shape: Shape, box: BoundingBox): T {
  if (isFullBox(box, shape)) return data;
  const [depth, height, width] = boxShape(box);
  const [[zStart], [yStart], [xStart]] = box;
  const cropped = allocateLike(data, depth * height * width);
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const from = ((zStart + z) * shape[1] + yStart + y) * shape[2] + xStart;
      cropped.set(data.subarray(from, from + width), (z * height + y) * width);
    }
  }
  return cropped;
}
