type Vec3 = readonly [number, number, number];

/**
 * Blurs in place with a separable Gaussian, cut at three standard deviations; values beyond the
 * edge are taken to be those at the edge.
 *
 * @param image [z,y,x], x fastest
 * @param size voxels along x, y, z
 * @param sigma standard deviation along x, y, z in voxels; 0 leaves an axis alone
 */
export function gaussianBlur(image: Float32Array, size: Vec3, sigma: Vec3): void {
  const [nx, ny, nz] = size;
  blurAxis(image, 1, nx, ny * nz, gaussianKernel(sigma[0]));
  blurAxis(image, nx, ny, nz, gaussianKernel(sigma[1]));
  blurAxis(image, nx * ny, nz, 1, gaussianKernel(sigma[2]));
}

/** Half of a normalised Gaussian: the weight at 0, 1, 2, ... voxels. */
export function gaussianKernel(sigma: number): number[] {
  if (sigma === 0) return [1];
  const half = Array.from({ length: Math.ceil(3 * sigma) + 1 }, (_, offset) =>
    Math.exp(-0.5 * (offset / sigma) ** 2),
  );
  const sum = 2 * half.reduce((total, weight) => total + weight, 0) - 1;
  return half.map((weight) => weight / sum);
}

/** Blurs along one axis of an image seen as [outer, length, inner]; neighbours lie `inner` apart. */
function blurAxis(
  image: Float32Array,
  inner: number,
  length: number,
  outer: number,
  kernel: readonly number[],
): void {
  if (kernel.length === 1) return;
  const block = inner * length;
  const source = new Float32Array(block);
  for (let start = 0; start < outer * block; start += block) {
    source.set(image.subarray(start, start + block));
    for (let i = 0; i < length; i += 1) {
      const target = start + i * inner;
      for (let j = 0; j < inner; j += 1) image[target + j] = kernel[0]! * source[i * inner + j]!;
      for (let offset = 1; offset < kernel.length; offset += 1) {
        const weight = kernel[offset]!;
        const before = Math.max(i - offset, 0) * inner;
        const after = Math.min(i + offset, length - 1) * inner;
        for (let j = 0; j < inner; j += 1) {
          image[target + j] =
            image[target + j]! + weight * (source[before + j]! + source[after + j]!);
        }
      }
    }
  }
}
