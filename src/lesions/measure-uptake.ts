import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Voxels } from '../array/voxels.js';
import type { Geometry } from '../image/volume.js';
import { suvPeaksOf } from './suv-peak.js';
import { type Uptake, uptakeOf } from './uptake.js';

/** Uptake of the lesions of a mask, SUV in g/ml. */
export interface LesionsUptake extends Uptake {
  /** Of each component; null where voxels are too small for one. */
  readonly peak: Float64Array | null;
}

/**
 * Measures the uptake in lesions.
 *
 * @param grid of the mask
 * @param pet [z,y,x] on the same grid, SUV in g/ml
 */
export function measureUptake(components: Components, grid: Geometry, pet: Voxels): LesionsUptake {
  const shape: Shape = [grid.size[2], grid.size[1], grid.size[0]];
  return {
    ...uptakeOf(components, pet),
    peak: suvPeaksOf(components, pet, shape, grid.spacing),
  };
}
