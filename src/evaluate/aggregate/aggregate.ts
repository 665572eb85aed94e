import {
  type Aggregate,
  type Aggregates,
  type CaseMetrics,
  type MetricName,
  metricNames,
} from '../result/evaluation.js';
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.js';
import { pooledShares } from './pooled-shares.js';
import { quantile } from './quantile.js';

/** Sums up every metric over cases. */
export function aggregate(cases: readonly CaseMetrics[], options: BootstrapOptions): Aggregates {
  const pooled = pooledShares(cases);
  const aggregateMetric = (name: MetricName): Aggregate => {
    const values = cases.map((metrics) => metrics[name]);
    return { ...distributionOf(values, options), pooled: pooled[name] ?? null };
  };
  return Object.fromEntries(metricNames.map((name) => [name, aggregateMetric(name)])) as Aggregates;
}

/** Sums up one metric; undefined values (null) are left out and counted. */
export function distributionOf(
  values: readonly (number | null)[],
  options: BootstrapOptions,
): Omit<Aggregate, 'pooled'> {
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  const counts = { defined: sorted.length, undefined: values.length - sorted.length };
  if (sorted.length === 0) return { ...counts, ...nothing };
  const sum = sorted.reduce((a, b) => a + b, 0);
  const mean = sum / sorted.length;
  const intervals = bootstrapIntervals(sorted, options);
  return {
    ...counts,
    mean,
    mean_ci95: intervals?.mean ?? null,
    std: deviation(sorted, mean),
    min: sorted[0]!,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    median_ci95: intervals?.median ?? null,
    q3: quantile(sorted, 0.75),
    max: sorted.at(-1)!,
    sum,
  };
}

const nothing = {
  mean: null,
  mean_ci95: null,
  std: null,
  min: null,
  q1: null,
  median: null,
  median_ci95: null,
  q3: null,
  max: null,
  sum: null,
} as const;

/** Sample standard deviation (n − 1), as pandas describes a column; null for a single value. */
function deviation(values: Float64Array, mean: number): number | null {
  if (values.length < 2) return null;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
