import type { Voxels } from './voxels.js';

/** A zeroed array of `length` voxels of the same type as `data`, shared between threads if `data` is. */
export function allocateLike<T extends Voxels>(data: T, length: number): T {
  const Type = data.constructor as new (content: number | SharedArrayBuffer) => T;
  if (!(data.buffer instanceof SharedArrayBuffer)) return new Type(length);
  return new Type(new SharedArrayBuffer(length * data.BYTES_PER_ELEMENT));
}
