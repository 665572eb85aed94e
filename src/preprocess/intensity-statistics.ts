/**
 * Mean and population standard deviation, in float64, of the voxels where `mask` is not 0, or of all
 * without one. Of no voxels at all: mean 0 and standard deviation 1.
 */
export function meanAndStd(
  data: Float32Array,
  mask: Uint8Array | null,
): { readonly mean: number; readonly std: number } {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    if (mask !== null && mask[i] === 0) continue;
    count++;
    sum += data[i]!;
  }
  if (count === 0) return { mean: 0, std: 1 };
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    if (mask !== null && mask[i] === 0) continue;
    squares += (data[i]! - mean) ** 2;
  }
  return { mean, std: Math.sqrt(squares / count) };
}

/** Smallest and largest value. */
export function minAndMax(data: Float32Array): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    min = Math.min(min, data[i]!);
    max = Math.max(max, data[i]!);
  }
  return { min, max };
}
