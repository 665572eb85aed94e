import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Vec3 } from '../image/volume.js';

/**
 * The greatest value that something has at the voxels of each lesion.
 *
 * @param shape of the mask, [z,y,x]
 * @param at gives it at x,y,z
 */
export function greatestOfEach(
  { count, start, length, component }: Components,
  [, height, width]: Shape,
  at: (index: Vec3) => number,
): Float64Array {
  const greatest = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (const [run, first] of start.entries()) {
    const row = Math.floor(first / width);
    const [y, z] = [row % height, Math.floor(row / height)];
    const lesion = component[run]!;
    for (let x = first - row * width, left = length[run]!; left > 0; x++, left--) {
      greatest[lesion] = Math.max(greatest[lesion]!, at([x, y, z]));
    }
  }
  return greatest;
}
