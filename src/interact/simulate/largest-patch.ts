import { connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import type { Plane } from './plane.js';

/** The largest connected patch of an axial slice. */
export interface Patch {
  readonly z: number;
  readonly plane: Plane;
}

/**
 * Finds the slice with the largest 8-connected patch of a mask, the first of equals, and leaves that patch alone in it.
 *
 * @param mask [z,y,x]
 * @returns null of an empty mask
 */
export function largestPatch(mask: Uint8Array, [depth, height, width]: Shape): Patch | null {
  let best: Patch | null = null;
  let most = 0;
  for (let z = 0; z < depth; z++) {
    const slice = mask.subarray(z * height * width, (z + 1) * height * width);
    // Within one slice edges are corners.
    const { start, length, component, voxels } = connectedComponents(slice, [1, height, width], 18);
    const largest = voxels.reduce((at, count, i) => (count > (voxels[at] ?? 0) ? i : at), 0);
    if (!(voxels[largest]! > most)) continue;
    most = voxels[largest]!;
    const data = new Uint8Array(height * width);
    for (let run = 0; run < start.length; run++) {
      if (component[run] === largest) data.fill(1, start[run]!, start[run]! + length[run]!);
    }
    best = { z, plane: { data, height, width } };
  }
  return best;
}
