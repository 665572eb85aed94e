import type { Voxels } from '../image/volume.js';

/** A zeroed array of `length` voxels of the same type as `data`. */
export function allocateLike<T extends Voxels>(data: T, length: number): T {
  const Type = data.constructor as new (length: number) => T;
  return new Type(length);
}
