import type { Vec3 } from '../image/volume.js';
import type { PageVoxels } from './page-voxels.js';

/** Over half a turn; the other half is the same mirrored. */
export const mipAngles = 18;

/** Maximum-intensity projections about the body's long axis, seen from the front first, then further to its left. */
export interface RotatingMip {
  readonly width: number;
  readonly height: number;
  /** [angle, row, column]: rows from the head down; what the patient's left is to the right, seen from the front. */
  readonly pet: Uint8Array;
  /** The same: the number of the lesion with the highest uptake there, else 0. */
  readonly labels: Uint16Array;
}

/**
 * Projects a page's voxels from all sides.
 *
 * @param size of the grid, cubes along left, posterior, superior
 */
export function rotatingMip({ pet, labels }: PageVoxels, [nx, ny, nz]: Vec3): RotatingMip {
  const width = Math.ceil(Math.hypot(nx, ny));
  const plane = width * nz;
  const projected = new Uint8Array(mipAngles * plane);
  const marked = new Uint16Array(mipAngles * plane);
  const hottest = new Uint8Array(mipAngles * plane);
  const [cx, cy] = [(nx - 1) / 2, (ny - 1) / 2];
  const angles = Array.from({ length: mipAngles }, (_, k) => (Math.PI * k) / mipAngles);
  const cosines = Float64Array.from(angles, Math.cos);
  const sines = Float64Array.from(angles, Math.sin);
  for (let z = 0, i = 0; z < nz; z++) {
    const row = (nz - 1 - z) * width;
    for (let y = 0; y < ny; y++) {
      for (let x = 0; x < nx; x++, i++) {
        const value = pet[i]!;
        const label = labels[i]!;
        if (value === 0 && label === 0) continue;
        for (let k = 0; k < mipAngles; k++) {
          const across = (x - cx) * cosines[k]! + (y - cy) * sines[k]!;
          const at = k * plane + row + Math.round((width - 1) / 2 + across);
          if (value > projected[at]!) projected[at] = value;
          if (label !== 0 && (marked[at] === 0 || value > hottest[at]!)) {
            marked[at] = label;
            hottest[at] = value;
          }
        }
      }
    }
  }
  return { width, height: nz, pet: projected, labels: marked };
}
