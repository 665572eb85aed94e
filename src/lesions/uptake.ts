import type { Components } from '../array/connected-components.js';

/** Uptake inside the lesions of a mask, in the PET's units. */
export interface Uptake {
  /** Sum over all voxels of all lesions. */
  readonly total: number;
  /** Sum over the voxels of each component. */
  readonly sum: Float64Array;
  /** Highest value of each component. */
  readonly max: Float64Array;
  /** Where that is, as an index into the PET; the first such voxel. */
  readonly maxAt: Int32Array;
}

/**
 * Adds up the uptake in lesions, and finds the hottest voxel of each.
 *
 * @param pet [z,y,x] on the grid of the components' mask
 */
export function uptakeOf(
  { count, start, length, component }: Components,
  pet: ArrayLike<number>,
): Uptake {
  let total = 0;
  const sum = new Float64Array(count);
  const max = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const maxAt = new Int32Array(count);
  for (let run = 0; run < start.length; run++) {
    const end = start[run]! + length[run]!;
    const lesion = component[run]!;
    for (let i = start[run]!; i < end; i++) {
      total += pet[i]!;
      sum[lesion]! += pet[i]!;
      if (pet[i]! > max[lesion]!) {
        max[lesion] = pet[i]!;
        maxAt[lesion] = i;
      }
    }
  }
  return { total, sum, max, maxAt };
}
