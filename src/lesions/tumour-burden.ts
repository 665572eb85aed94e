import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Voxels } from '../array/voxels.js';
import type { Vec3 } from '../image/volume.js';
import { dmaxOf } from './dmax.js';
import { suvPeakOf } from './suv-peak.js';
import { totalVolumeOf } from './total-volume.js';
import { uptakeOf } from './uptake.js';

/** Volume, spread and uptake of the lesions of a mask. */
export interface TumourBurden {
  /** Total metabolic tumour volume, ml. */
  readonly tmtvMl: number;
  /** Largest distance between two lesions, mm; see {@link dmaxOf}. */
  readonly dmaxMm: number | null;
  /** Total lesion glycolysis: TMTV times mean SUV, ml × g/ml; null without a PET. */
  readonly tlg: number | null;
  /** Highest SUV (g/ml) in a lesion; null without lesions or PET. */
  readonly suvMax: number | null;
  /** g/ml; see {@link suvPeakOf}. */
  readonly suvPeak: number | null;
}

/**
 * Measures the lesions of a mask.
 *
 * @param components of the mask, 18-connected
 * @param shape of the mask, [z,y,x]
 * @param spacing mm, x,y,z
 * @param pet [z,y,x] on the same grid, SUV in g/ml; null for none
 */
export function tumourBurden(
  components: Components,
  shape: Shape,
  spacing: Vec3,
  pet: Voxels | null,
): TumourBurden {
  const uptake = pet && uptakeOf(components, pet, spacing);
  return {
    tmtvMl: totalVolumeOf(components, spacing),
    dmaxMm: dmaxOf(components, shape, spacing),
    tlg: uptake?.tlg ?? null,
    suvMax: uptake?.suvMax ?? null,
    suvPeak: pet && suvPeakOf(components, pet, shape, spacing),
  };
}
