import {
  type PerMetric,
  type RankedMetric,
  rankedMetricNames,
  rankedMetrics,
  type Standing,
} from './ranking.js';

/** Means of one algorithm over each group of cases. */
export interface AlgorithmMeans {
  readonly name: string;
  readonly groups: readonly PerMetric[];
}

/**
 * Ranks algorithms by the challenge's rule: per metric and group the means are ranked; ranks are
 * averaged over groups and then over metrics by their weights; of equal scores the higher Dice wins.
 * A metric that no algorithm has in a group does not count there.
 *
 * @param algorithms with the same groups in the same order
 * @returns best first
 */
export function standings(algorithms: readonly AlgorithmMeans[]): Standing[] {
  const ranks = rankedMetricNames.map((metric) => ranksOver(algorithms, metric));
  const unplaced = algorithms.map(({ name, groups }, a) => {
    const ranked = perMetric((_, m) => ranks[m]![a]!);
    const means = perMetric((metric) => mean(groups.map((group) => group[metric])));
    return { name, means, ranks: ranked, score: scoreOf(ranked) };
  });
  const sorted = unplaced.sort(compare);
  let place = 0;
  return sorted.map((standing, index) => {
    const previous = sorted[index - 1];
    if (previous === undefined || !isTied(previous, standing)) place = index + 1;
    return { ...standing, place };
  });
}

type Unplaced = Omit<Standing, 'place'>;

function compare(a: Unplaced, b: Unplaced): number {
  if (!isTied(a, b)) {
    return isClose(a.score, b.score) ? diceOf(b) - diceOf(a) : a.score - b.score;
  }
  return a.name < b.name ? -1 : 1;
}

function isTied(a: Unplaced, b: Unplaced): boolean {
  return isClose(a.score, b.score) && diceOf(a) === diceOf(b);
}

/** Without a Dice there is no tie to break by it. */
function diceOf({ means }: Unplaced): number {
  return rounded(means.dice ?? 0);
}

/** Mean ranks such as thirds are not exact; real differences are far larger. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9;
}

/** Each algorithm's rank in a metric, averaged over the groups that have it. */
function ranksOver(algorithms: readonly AlgorithmMeans[], metric: RankedMetric): (number | null)[] {
  const groups = algorithms[0]?.groups ?? [];
  const perGroup = groups.flatMap((_, g) => {
    const values = algorithms.map(({ groups }) => groups[g]![metric]);
    return values.every((value) => value === null) ? [] : [ranksOf(values, metric)];
  });
  return algorithms.map((_, a) => mean(perGroup.map((ranks) => ranks[a]!)));
}

/** 1 for the best; equals share the better rank; an algorithm without the metric is last. */
function ranksOf(values: readonly (number | null)[], metric: RankedMetric): number[] {
  const sign = rankedMetrics[metric].best === 'highest' ? -1 : 1;
  const losses = values.map((value) =>
    value === null ? Number.POSITIVE_INFINITY : sign * rounded(value),
  );
  return losses.map((loss) => 1 + losses.filter((other) => other < loss).length);
}

/** Means of the same values in another order differ in the last digits, and are equal. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function scoreOf(ranks: PerMetric): number {
  const counted = rankedMetricNames.filter((metric) => ranks[metric] !== null);
  const weights = counted.reduce((sum, metric) => sum + rankedMetrics[metric].weight, 0);
  const weighted = counted.reduce((sum, m) => sum + rankedMetrics[m].weight * ranks[m]!, 0);
  // Without a single metric all are equal.
  return weights === 0 ? 1 : weighted / weights;
}

/** Mean of what is defined; null when nothing is. */
function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((a, b) => a + b, 0) / defined.length;
}

function perMetric(valueIn: (metric: RankedMetric, index: number) => number | null): PerMetric {
  return Object.fromEntries(
    rankedMetricNames.map((metric, index) => [metric, valueIn(metric, index)]),
  ) as PerMetric;
}
