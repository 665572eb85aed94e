import type { Voxels } from '../array/voxels.js';

/** Three numbers; the comment at each use says whether they run x,y,z (ITK) or z,y,x (array axes). */
export type Vec3 = readonly [number, number, number];

/** A 3 × 3 matrix in row-major order. */
export type Mat3 = readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/** Where the voxels of an image lie in the patient, as ITK has it. World coordinates are LPS, in mm. */
export interface Geometry {
  /** Voxels along x, y, z; x runs fastest in memory. */
  readonly size: Vec3;
  /** Voxel size along x, y, z in mm. */
  readonly spacing: Vec3;
  /** Centre of the first voxel in LPS world coordinates, mm. */
  readonly origin: Vec3;
  /** Columns are the world directions of the x, y and z index axes. */
  readonly direction: Mat3;
}

/** A 3-D image: voxels in [z,y,x] order (x fastest) and their geometry. */
export interface Volume<T extends Voxels = Float32Array> extends Geometry {
  readonly data: T;
}

/** The identity direction: index axes run left, posterior, superior. */
export const identityDirection: Mat3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Number of voxels in a size. */
export function voxelCount(size: Vec3): number {
  return size[0] * size[1] * size[2];
}

/** Volume of one voxel in millilitres. */
export function voxelMillilitres(spacing: Vec3): number {
  return (spacing[0] * spacing[1] * spacing[2]) / 1000;
}
