import type { Shape } from '../resample/grid.js';
import { connectedComponents } from './connected-components.js';

/** What a mask says about the patient's tumour burden. */
export interface LesionSummary {
  /** 18-connected components. */
  readonly lesions: number;
  /** Total metabolic tumour volume, ml. */
  readonly tmtvMl: number;
  /** Total lesion glycolysis: TMTV times mean SUV, ml x g/ml. */
  readonly tlg: number;
  /** Highest SUV (g/ml) in a lesion; null without lesions. */
  readonly suvMax: number | null;
}

/**
 * Sums up the lesions of a mask.
 *
 * @param mask, pet [z,y,x] on the same grid; every mask voxel other than 0 is lesion; PET in SUV
 */
export function lesionSummary(
  mask: Uint8Array,
  pet: ArrayLike<number>,
  shape: Shape,
  voxelMillilitres: number,
): LesionSummary {
  const { count, start, length } = connectedComponents(mask, shape, 18);
  let voxels = 0;
  let sum = 0;
  let max = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < start.length; run++) {
    voxels += length[run]!;
    for (let i = start[run]!; i < start[run]! + length[run]!; i++) {
      sum += pet[i]!;
      max = Math.max(max, pet[i]!);
    }
  }
  return {
    lesions: count,
    tmtvMl: voxels * voxelMillilitres,
    tlg: sum * voxelMillilitres,
    suvMax: count > 0 ? max : null,
  };
}
