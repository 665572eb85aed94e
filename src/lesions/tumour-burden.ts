import type { Components } from '../array/connected-components.js';
import { type Geometry, voxelMillilitres } from '../image/volume.js';
import { dmaxOf } from './dmax.js';
import type { LesionsUptake } from './measure-uptake.js';
import type { TumourBurden } from './measured-lesions.js';
import { totalVolumeOf } from './total-volume.js';

/**
 * Measures all lesions of a mask together.
 *
 * @param grid of the mask
 * @param uptake in its lesions; null without a PET
 */
export function tumourBurden(
  components: Components,
  { size, spacing }: Geometry,
  uptake: LesionsUptake | null,
): TumourBurden {
  return {
    tmtvMl: totalVolumeOf(components, spacing),
    dmaxMm: dmaxOf(components, [size[2], size[1], size[0]], spacing),
    tlg: uptake && uptake.total * voxelMillilitres(spacing),
    suvMax: uptake && greatest(uptake.max),
    suvPeak: (uptake?.peak && greatest(uptake.peak)) ?? null,
  };
}

function greatest(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}
