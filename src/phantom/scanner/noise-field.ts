import { gaussianBlur, gaussianKernel } from '../../array/gaussian-blur.js';
import type { Random } from '../../array/random.js';
import type { Vec3 } from '../../image/volume.js';

/**
 * Correlated noise of mean 0 and variance 1. It starts out uniform and white; the blur sums so many
 * voxels that the result is close to normal.
 *
 * @param size voxels along x, y, z
 * @param sigma standard deviation of the blur along x, y, z in voxels
 * @returns [z,y,x], x fastest
 */
export function noiseField(size: Vec3, sigma: Vec3, random: Random): Float32Array<ArrayBuffer> {
  const noise = new Float32Array(size[0] * size[1] * size[2]);
  const amplitude = Math.sqrt(
    3 / (keptVariance(sigma[0]) * keptVariance(sigma[1]) * keptVariance(sigma[2])),
  );
  for (let index = 0; index < noise.length; index += 1) {
    noise[index] = random.uniform(-amplitude, amplitude);
  }
  gaussianBlur(noise, size, sigma);
  return noise;
}

/** The part of white noise's variance that a blur along one axis leaves. */
function keptVariance(sigma: number): number {
  const [middle, ...side] = gaussianKernel(sigma);
  return middle! ** 2 + 2 * side.reduce((sum, weight) => sum + weight ** 2, 0);
}
