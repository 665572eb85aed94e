import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';

/** The outlines of the patient in PET and CT, on a coarse copy of the PET's grid. */
export interface BodyOutlines {
  /** Voxels along x, y, z of the coarse grid. */
  readonly size: readonly [number, number, number];
  /** Voxel size of the coarse grid, mm. */
  readonly spacing: readonly [number, number, number];
  /** 1 inside, x fastest. */
  readonly pet: Uint8Array;
  readonly ct: Uint8Array;
}

// Skin and couch lie above it, lung inside the body does not.
const bodyHu = -500;
const coarseMm = 6;

/**
 * Outlines the patient in both images.
 *
 * @param pet, ct on one grid, the CT in HU
 * @param uptakeFrom SUV from which a voxel counts as body
 * @param ctPadding what the CT was padded with, which is no body
 */
export function bodyOutlines(
  pet: Volume<Voxels>,
  ct: Voxels,
  uptakeFrom: number,
  ctPadding: number | null,
): BodyOutlines {
  const [nx, ny, nz] = pet.size;
  const steps = pet.spacing.map((mm) => Math.max(1, Math.round(coarseMm / mm)));
  const [sx, sy, sz] = [steps[0]!, steps[1]!, steps[2]!];
  const size = [Math.ceil(nx / sx), Math.ceil(ny / sy), Math.ceil(nz / sz)] as const;
  const count = size[0] * size[1] * size[2];
  const outlines = { pet: new Uint8Array(count), ct: new Uint8Array(count) };
  for (let z = 0, o = 0; z < nz; z += sz) {
    for (let y = 0; y < ny; y += sy) {
      for (let x = 0; x < nx; x += sx, o++) {
        const i = x + nx * (y + ny * z);
        if (pet.data[i]! > uptakeFrom) outlines.pet[o] = 1;
        if (ct[i]! > bodyHu && ct[i] !== ctPadding) outlines.ct[o] = 1;
      }
    }
  }
  const [mx, my, mz] = pet.spacing;
  return { ...outlines, size, spacing: [mx * sx, my * sy, mz * sz] };
}
