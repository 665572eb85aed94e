import { connectedComponents } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import { uptakeIn } from './uptake.js';

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
  const components = connectedComponents(mask, shape, 18);
  const { sum, max } = uptakeIn(components, pet);
  return {
    lesions: components.count,
    tmtvMl: components.voxels.reduce((a, b) => a + b, 0) * voxelMillilitres,
    tlg: sum * voxelMillilitres,
    suvMax: max,
  };
}
