import type { Voxels } from '../array/voxels.js';
import type { Geometry, Vec3 } from '../image/volume.js';
import { indexToWorld, worldToIndex } from '../image/world.js';

/** A sphere, or a cylinder along the patient's long axis. */
export interface RegionShape {
  /** Its middle, LPS, mm. */
  readonly centre: Vec3;
  readonly radiusMm: number;
  /** Of a cylinder, mm; null for a sphere. */
  readonly heightMm: number | null;
}

/** A region of healthy tissue that lesions are compared with, and the uptake in it. */
export interface ReferenceRegion extends RegionShape {
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
 * Measures the voxels whose centres lie within a sphere or a cylinder.
 *
 * @param pet [z,y,x] of the grid, SUV in g/ml
 * @returns null where no voxel's centre is within
 */
export function measureRegion(
  pet: Voxels,
  grid: Geometry,
  region: RegionShape,
): ReferenceRegion | null {
  const values = voxelsWithin(grid, region).map((voxel) => pet[voxel]!);
  if (values.length === 0) return null;
  const suvMean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((sum, suv) => sum + (suv - suvMean) ** 2, 0) / values.length;
  const suvMax = values.reduce((a, b) => Math.max(a, b));
  return { ...region, voxels: values.length, suvMean, suvSd: Math.sqrt(variance), suvMax };
}

/** The voxels whose centres lie within, as indices into the grid's array. */
export function voxelsWithin(
  grid: Geometry,
  { centre, radiusMm, heightMm }: RegionShape,
): number[] {
  const middle = worldToIndex(grid, centre);
  const farthest = heightMm === null ? radiusMm : Math.hypot(radiusMm, heightMm / 2);
  const [xs, ys, zs] = ([0, 1, 2] as const).map((axis) => {
    const voxels = farthest / grid.spacing[axis];
    const first = Math.max(0, Math.ceil(middle[axis] - voxels));
    const last = Math.min(grid.size[axis] - 1, Math.floor(middle[axis] + voxels));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  });
  const isWithin = ([x, y, z]: Vec3): boolean =>
    heightMm === null
      ? Math.hypot(x, y, z) <= radiusMm
      : Math.hypot(x, y) <= radiusMm && Math.abs(z) <= heightMm / 2;
  const found: number[] = [];
  for (const z of zs!) {
    for (const y of ys!) {
      for (const x of xs!) {
        const [wx, wy, wz] = indexToWorld(grid, [x, y, z]);
        if (!isWithin([wx - centre[0], wy - centre[1], wz - centre[2]])) continue;
        found.push((z * grid.size[1] + y) * grid.size[0] + x);
      }
    }
  }
  return found;
}
