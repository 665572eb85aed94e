import { connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';

/**
 * Clears lesions (18-connected, as the challenge counts them) smaller than a volume, in place.
 *
 * @param mask [z,y,x]
 * @param voxelMillilitres volume of one voxel, ml
 * @param minimumMillilitres lesions of exactly this volume stay
 */
export function dropSmall(
  mask: Uint8Array,
  shape: Shape,
  voxelMillilitres: number,
  minimumMillilitres: number,
): void {
  const { start, length, component, voxels } = connectedComponents(mask, shape, 18);
  for (let run = 0; run < start.length; run++) {
    const volume = voxels[component[run]!]! * voxelMillilitres;
    if (volume < minimumMillilitres) mask.fill(0, start[run]!, start[run]! + length[run]!);
  }
}
