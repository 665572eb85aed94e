import type { Vec3 } from '../../image/volume.js';

/** Full width at half maximum of the PET scanner's point spread, mm. */
const fullWidthHalfMaximum = 5.5;

/** The point spread's standard deviation along x, y, z in voxels of the given spacing (mm). */
export function pointSpreadInVoxels(spacing: Vec3): Vec3 {
  const sigma = fullWidthHalfMaximum / (2 * Math.sqrt(2 * Math.log(2)));
  return [sigma / spacing[0], sigma / spacing[1], sigma / spacing[2]];
}
