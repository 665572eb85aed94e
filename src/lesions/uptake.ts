import type { Components } from '../array/connected-components.js';
import { type Vec3, voxelMillilitres } from '../image/volume.js';

/** Uptake inside the lesions of a mask. */
export interface Uptake {
  /** Total lesion glycolysis: volume times mean SUV, ml × g/ml; 0 without lesions. */
  readonly tlg: number;
  /** Highest SUV, g/ml; null without lesions. */
  readonly suvMax: number | null;
}

/**
 * Measures the uptake in lesions.
 *
 * @param pet [z,y,x] on the grid of the components' mask, SUV in g/ml
 * @param spacing mm, x,y,z
 */
export function uptakeOf(
  { start, length }: Components,
  pet: ArrayLike<number>,
  spacing: Vec3,
): Uptake {
  let sum = 0;
  let max = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < start.length; run++) {
    const end = start[run]! + length[run]!;
    for (let i = start[run]!; i < end; i++) {
      sum += pet[i]!;
      if (pet[i]! > max) max = pet[i]!;
    }
  }
  return { tlg: sum * voxelMillilitres(spacing), suvMax: start.length > 0 ? max : null };
}
