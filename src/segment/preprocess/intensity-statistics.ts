import type { Voxels } from '../../array/voxels.js';

/**
 * Mean and population standard deviation, in float64, of the voxels where `mask` is not 0, or of all
 * without one. Of no voxels at all: mean 0 and standard deviation 1.
 */
export function meanAndStd(
  data: Voxels,
  mask: Uint8Array | null,
): { readonly mean: number; readonly std: number } {
  return mask === null ? overall(data) : within(data, mask);
}

/** Without a mask to look at in every step this takes a quarter of the time. */
function overall(data: Voxels): { readonly mean: number; readonly std: number } {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  if (data.length === 0) return { mean: 0, std: 1 };
  const mean = sum / data.length;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    const deviation = data[i]! - mean;
    squares += deviation * deviation;
  }
  return { mean, std: Math.sqrt(squares / data.length) };
}

function within(data: Voxels, mask: Uint8Array): { readonly mean: number; readonly std: number } {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    if (mask[i] === 0) continue;
    count++;
    sum += data[i]!;
  }
  if (count === 0) return { mean: 0, std: 1 };
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < data.length; i++) {
    if (mask[i] === 0) continue;
    const deviation = data[i]! - mean;
    squares += deviation * deviation;
  }
  return { mean, std: Math.sqrt(squares / count) };
}

/** Smallest and largest value, of those from `lower` to `upper`: what is beyond counts as the bound. */
export function minAndMax(
  data: Voxels,
  lower = Number.NEGATIVE_INFINITY,
  upper = Number.POSITIVE_INFINITY,
): { readonly min: number; readonly max: number } {
  let min = upper;
  let max = lower;
  // In pieces: once both bounds are met there is nothing more to find.
  for (let start = 0; start < data.length && (min > lower || max < upper); start += piece) {
    const end = Math.min(start + piece, data.length);
    // A third of the time of comparing and jumping.
    for (let i = start; i < end; i++) {
      min = Math.min(min, data[i]!);
      max = Math.max(max, data[i]!);
    }
  }
  return { min: Math.max(min, lower), max: Math.min(max, upper) };
}

const piece = 2 ** 16;
