import { connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';

/**
 * Clears lesions (18-connected, as the challenge counts them) smaller than a volume, in place.
 *
 * @param mask [z,y,x]
 * @param voxelMillilitres volume of one voxel, ml
 * @param minimumMillilitres lesions of exactly this volume stay
 * @param kept voxels whose lesions stay in any case: a user has clicked there
 */
export function dropSmall(
  mask: Uint8Array,
  shape: Shape,
  voxelMillilitres: number,
  minimumMillilitres: number,
  kept: readonly number[] = [],
): void {
  const { start, length, component, voxels } = connectedComponents(mask, shape, 18);
  const isKept = new Uint8Array(voxels.length);
  for (let run = 0; run < start.length; run++) {
    const end = start[run]! + length[run]!;
    if (kept.some((voxel) => voxel >= start[run]! && voxel < end)) isKept[component[run]!] = 1;
  }
  for (let run = 0; run < start.length; run++) {
    if (isKept[component[run]!] === 1) continue;
    const volume = voxels[component[run]!]! * voxelMillilitres;
    if (volume < minimumMillilitres) mask.fill(0, start[run]!, start[run]! + length[run]!);
  }
}
