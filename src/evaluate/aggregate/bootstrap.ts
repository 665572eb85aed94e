import { createRandom, type Random } from '../../array/random.js';
import type { Interval } from '../result/evaluation.js';
import { quantile } from './quantile.js';

export interface BootstrapOptions {
  /** Resamples; 0 for no intervals. */
  readonly bootstrap: number;
  /** Any 32-bit integer. */
  readonly seed: number;
}

/** Percentile bootstrap 95 % confidence intervals. */
export interface Intervals {
  readonly mean: Interval;
  readonly median: Interval;
}

/**
 * Draws as many values as there are, with replacement, again and again, and takes the 2.5th and
 * 97.5th percentile of the draws' means and medians.
 *
 * @param sorted ascending, not empty
 * @returns null when no resamples are wanted
 */
export function bootstrapIntervals(
  sorted: Float64Array,
  { bootstrap, seed }: BootstrapOptions,
): Intervals | null {
  if (bootstrap === 0) return null;
  const random = createRandom(seed, 0);
  const means = new Float64Array(bootstrap);
  const medians = new Float64Array(bootstrap);
  const drawn = new Uint32Array(sorted.length);
  for (let b = 0; b < bootstrap; b++) {
    countDraws(random, drawn);
    let sum = 0;
    for (let i = 0; i < sorted.length; i++) sum += drawn[i]! * sorted[i]!;
    means[b] = sum / sorted.length;
    medians[b] = medianOf(sorted, drawn);
  }
  return { mean: interval95(means), median: interval95(medians) };
}

/** Draws indices with replacement: how often each came. */
export function countDraws(random: Random, drawn: Uint32Array): void {
  drawn.fill(0);
  for (let i = 0; i < drawn.length; i++) {
    drawn[Math.floor(random.uniform(0, drawn.length))]! += 1;
  }
}

/** The range that holds the middle 95 % of values. */
export function interval95(values: Float64Array): Interval {
  const sorted = values.slice().sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** Median of sorted values that count as often as they were drawn. */
function medianOf(sorted: Float64Array, drawn: Uint32Array): number {
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1];
  let seen = 0;
  let lower = Number.NaN;
  for (let i = 0; i < sorted.length; i++) {
    const before = seen;
    seen += drawn[i]!;
    if (before <= low && low < seen) lower = sorted[i]!;
    if (before <= high && high < seen) return (lower + sorted[i]!) / 2;
  }
  return lower;
}
