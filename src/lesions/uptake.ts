import type { Components } from '../array/connected-components.js';

/** Uptake inside the lesions of a mask. */
export interface Uptake {
  /** Sum of the voxels' SUV, g/ml. */
  readonly sum: number;
  /** Highest SUV, g/ml; null without lesions. */
  readonly max: number | null;
}

/**
 * Sums up the uptake in lesions.
 *
 * @param pet [z,y,x] on the grid of the components' mask, SUV in g/ml
 */
export function uptakeIn({ start, length }: Components, pet: ArrayLike<number>): Uptake {
  let sum = 0;
  let max = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < start.length; run++) {
    const end = start[run]! + length[run]!;
    for (let i = start[run]!; i < end; i++) {
      sum += pet[i]!;
      if (pet[i]! > max) max = pet[i]!;
    }
  }
  return { sum, max: start.length > 0 ? max : null };
}
