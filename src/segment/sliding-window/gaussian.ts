/**
 * One axis of nnU-Net's Gaussian importance map (compute_gaussian): the map is the product of three
 * of these, since a Gaussian blur of a point is separable. Sigma is an eighth of the patch and the
 * peak, at `length // 2`, is 1; nnU-Net's common factor of 10 cancels on division by the summed
 * weights and is left out.
 */
export function gaussian(length: number): Float64Array {
  const centre = Math.floor(length / 2);
  const sigma = length / 8;
  return Float64Array.from({ length }, (_, i) => Math.exp(-0.5 * ((i - centre) / sigma) ** 2));
}

/**
 * The summed weights of all tiles along one axis. The sum over a regular grid of tiles is the
 * product of the three axes' sums, so no volume of weights is ever kept.
 *
 * @param length voxels along the axis, padding included
 */
export function summedGaussian(
  length: number,
  starts: readonly number[],
  weights: Float64Array,
): Float64Array {
  const sum = new Float64Array(length);
  for (const start of starts) {
    for (let i = 0; i < weights.length; i++) sum[start + i]! += weights[i]!;
  }
  return sum;
}
