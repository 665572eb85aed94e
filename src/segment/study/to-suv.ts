import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';

/**
 * A PET in SUV: stored values × factor, rounded once to float32. Where that is 1 it is the image itself; voxels that are
 * float32 already are changed where they are.
 */
export function toSuv(pet: Volume<Voxels>, factor: number): Volume<Voxels> {
  if (factor === 1) return pet;
  const { data } = pet;
  const suv = data instanceof Float32Array ? data : floats(data);
  for (let i = 0; i < suv.length; i++) suv[i] = data[i]! * factor;
  return { ...pet, data: suv };
}

/** As many floats, shared between threads if `data` is. */
function floats({ buffer, length }: Voxels): Float32Array {
  return buffer instanceof SharedArrayBuffer
    ? new Float32Array(new SharedArrayBuffer(4 * length))
    : new Float32Array(length);
}
