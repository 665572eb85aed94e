import type { Voxels } from '../array/voxels.js';
import type { Geometry, Vec3 } from '../image/volume.js';
import { indexToWorld, worldToIndex } from '../image/world.js';

/** A region of healthy tissue that lesions are compared with, and the uptake in it. */
export interface ReferenceRegion {
  /** Its middle, LPS, mm. */
  readonly centre: Vec3;
  readonly radiusMm: number;
  readonly voxels: number;
  /** g/ml. */
  readonly suvMean: number;
  /** Over its voxels, as of a population. */
  readonly suvSd: number;
  readonly suvMax: number;
}

/** A reference region, or why there is none. */
export type Reference =
  | { readonly region: ReferenceRegion; readonly notFound: null }
  | { readonly region: null; readonly notFound: string };

/** Says why there is none. */
export function notFound(reason: string): Reference {
  return { region: null, notFound: reason };
}

/**
 * Measures the voxels whose centres lie within a sphere.
 *
 * @param pet [z,y,x] of the grid, SUV in g/ml
 * @returns null where no voxel's centre is within
 */
export function measureRegion(
  pet: Voxels,
  grid: Geometry,
  centre: Vec3,
  radiusMm: number,
): ReferenceRegion | null {
  const middle = worldToIndex(grid, centre);
  const [xs, ys, zs] = ([0, 1, 2] as const).map((axis) => {
    const voxels = radiusMm / grid.spacing[axis];
    const first = Math.max(0, Math.ceil(middle[axis] - voxels));
    const last = Math.min(grid.size[axis] - 1, Math.floor(middle[axis] + voxels));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  });
  const values: number[] = [];
  for (const z of zs!) {
    for (const y of ys!) {
      for (const x of xs!) {
        const away = indexToWorld(grid, [x, y, z]).map((mm, axis) => mm - centre[axis as 0]);
        if (Math.hypot(...away) > radiusMm) continue;
        values.push(pet[(z * grid.size[1] + y) * grid.size[0] + x]!);
      }
    }
  }
  if (values.length === 0) return null;
  const suvMean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, suv) => sum + (suv - suvMean) ** 2, 0) / values.length;
  const suvMax = values.reduce((a, b) => Math.max(a, b));
  const suvSd = Math.sqrt(variance);
  return { centre, radiusMm, voxels: values.length, suvMean, suvSd, suvMax };
}
