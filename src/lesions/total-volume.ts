import type { Components } from '../array/connected-components.js';
import { type Vec3, voxelMillilitres } from '../image/volume.js';

/**
 * Volume of all lesions of a mask together (of a PET's: TMTV, the total metabolic tumour volume).
 *
 * @param spacing mm, x,y,z
 * @returns ml
 */
export function totalVolumeOf({ voxels }: Components, spacing: Vec3): number {
  return voxels.reduce((a, b) => a + b, 0) * voxelMillilitres(spacing);
}
