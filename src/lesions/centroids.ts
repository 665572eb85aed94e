import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';

/**
 * Centres of gravity of components, not weighted by uptake.
 *
 * @param shape of the mask, [z,y,x]
 * @returns three numbers each, along x,y,z: voxels from the centre of the first
 */
export function centroidsOf(
  { count, start, length, component, voxels }: Components,
  [, height, width]: Shape,
): Float64Array {
  const sums = new Float64Array(3 * count);
  for (let run = 0; run < start.length; run++) {
    const row = Math.floor(start[run]! / width);
    const x = start[run]! - row * width + (length[run]! - 1) / 2;
    const at = 3 * component[run]!;
    sums[at]! += length[run]! * x;
    sums[at + 1]! += length[run]! * (row % height);
    sums[at + 2]! += length[run]! * Math.floor(row / height);
  }
  return sums.map((sum, i) => sum / voxels[Math.floor(i / 3)]!);
}
