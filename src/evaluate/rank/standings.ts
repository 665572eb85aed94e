import type { PerMetric, RankedMetric, RankRule, Standing } from './ranking.js';

/** Means of one algorithm over each group of cases. */
export interface AlgorithmMeans {
  readonly name: string;
  readonly groups: readonly PerMetric[];
}

/**
 * Ranks algorithms by the challenge's rule: per metric and group the means are ranked; ranks are
 * averaged over groups and then over metrics by their weights; of equal scores the rule's tie-breaker decides.
 * A metric that no algorithm has in a group does not count there.
 *
 * @param algorithms with the same groups in the same order
 * @returns best first
 */
export function standings(algorithms: readonly AlgorithmMeans[], rule: RankRule): Standing[] {
  const ranks = rule.metrics.map((metric) => ranksOver(algorithms, metric));
  const { compare, isTied } = orderBy(rule.tieBreaker);
  const unplaced = algorithms.map(({ name, groups }, a) => {
    const ranked = perMetric(rule, (_, m) => ranks[m]![a]!);
    const means = perMetric(rule, (metric) => mean(groups.map((group) => group[metric]!)));
    return { name, means, ranks: ranked, score: scoreOf(ranked, rule) };
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

function orderBy(tieBreaker: RankedMetric) {
  // Without it there is no tie to break by it.
  const brokenBy = ({ means }: Unplaced): number => rounded(means[tieBreaker] ?? 0);
  const isTied = (a: Unplaced, b: Unplaced): boolean =>
    isClose(a.score, b.score) && brokenBy(a) === brokenBy(b);
  const compare = (a: Unplaced, b: Unplaced): number => {
    if (isTied(a, b)) return a.name < b.name ? -1 : 1;
    return isClose(a.score, b.score) ? brokenBy(b) - brokenBy(a) : a.score - b.score;
  };
  return { compare, isTied };
}

/** Mean ranks such as thirds are not exact; real differences are far larger. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9;
}

/** Each algorithm's rank in a metric, averaged over the groups that have it. */
function ranksOver(
  algorithms: readonly AlgorithmMeans[],
  { name, best }: RankRule['metrics'][number],
): (number | null)[] {
  const groups = algorithms[0]?.groups ?? [];
  const perGroup = groups.flatMap((_, g) => {
    const values = algorithms.map(({ groups }) => groups[g]![name] ?? null);
    return values.every((value) => value === null) ? [] : [ranksOf(values, best)];
  });
  return algorithms.map((_, a) => mean(perGroup.map((ranks) => ranks[a]!)));
}

/** 1 for the best; equals share the better rank; an algorithm without the metric is last. */
function ranksOf(values: readonly (number | null)[], best: 'highest' | 'lowest'): number[] {
  const sign = best === 'highest' ? -1 : 1;
  const losses = values.map((value) =>
    value === null ? Number.POSITIVE_INFINITY : sign * rounded(value),
  );
  return losses.map((loss) => 1 + losses.filter((other) => other < loss).length);
}

/** Means of the same values in another order differ in the last digits, and are equal. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function scoreOf(ranks: PerMetric, { metrics }: RankRule): number {
  const counted = metrics.filter(({ name }) => ranks[name] !== null);
  const weights = counted.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = counted.reduce((sum, { name, weight }) => sum + weight * ranks[name]!, 0);
  // Without a single metric all are equal.
  return weights === 0 ? 1 : weighted / weights;
}

/** Mean of what is defined; null when nothing is. */
function mean(values: readonly (number | null)[]): number | null {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : defined.reduce((a, b) => a + b, 0) / defined.length;
}

function perMetric(
  { metrics }: RankRule,
  valueIn: (metric: RankedMetric, index: number) => number | null,
): PerMetric {
  return Object.fromEntries(metrics.map(({ name }, index) => [name, valueIn(name, index)]));
}
