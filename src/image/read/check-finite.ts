import type { Voxels } from '../../array/voxels.js';
import { InputError } from '../../errors.js';
import type { Volume } from '../volume.js';

/**
 * Refuses an image with voxels that are not numbers.
 *
 * @throws InputError with their count and the place of the first
 */
export function checkFinite(path: string, { data, size }: Volume<Voxels>): void {
  if (!(data instanceof Float32Array)) return;
  let bad = 0;
  let first = -1;
  for (let i = data.length - 1; i >= 0; i--) {
    if (Number.isFinite(data[i])) continue;
    bad++;
    first = i;
  }
  if (bad === 0) return;
  const [nx, ny] = size;
  const place = [first % nx, Math.floor(first / nx) % ny, Math.floor(first / (nx * ny))];
  throw new InputError(
    `${path} has ${bad} voxel(s) that are NaN or infinite, the first at x,y,z = ${place.join(',')}. What is made from it could not be trusted: repair the image or export it again.`,
  );
}
