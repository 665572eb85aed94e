import type { CaseResult, MetricName } from '../../result/evaluation.js';

/** The challenge's weights; the sign says which way is better. */
const ranked: readonly { metric: MetricName; weight: number; sign: 1 | -1 }[] = [
  { metric: 'dice', weight: 2, sign: 1 },
  { metric: 'fpv_ml', weight: 1, sign: -1 },
  { metric: 'fnv_ml', weight: 1, sign: -1 },
];

/**
 * Orders cases from the worst to the best: those without a prediction first, then by the mean of
 * their ranks among the cases in Dice (which counts twice), false positive and false negative volume.
 * A metric that is undefined for a case is left out of its mean. Equals stay in their order.
 */
export function orderWorstFirst(results: readonly CaseResult[]): CaseResult[] {
  const badness = results.map((result) => badnessOf(result, results));
  return results
    .map((_, index) => index)
    .sort((a, b) => badness[b]! - badness[a]!)
    .map((index) => results[index]!);
}

/** 0 for the best of all in everything, 1 for the worst, above for a case without a prediction. */
function badnessOf(result: CaseResult, results: readonly CaseResult[]): number {
  if (result.status === 'missing') return 2;
  let [sum, weights] = [0, 0];
  for (const { metric, weight, sign } of ranked) {
    const value = result[metric];
    if (value === null) continue;
    sum += weight * shareOfBetter(results, metric, sign * value, sign);
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** The share of the other cases that are better; equals count half. */
function shareOfBetter(
  results: readonly CaseResult[],
  metric: MetricName,
  goodness: number,
  sign: 1 | -1,
): number {
  let [better, others] = [0, -1];
  for (const { [metric]: value } of results) {
    if (value === null) continue;
    others += 1;
    if (sign * value > goodness) better += 1;
    else if (sign * value === goodness) better += 0.5;
  }
  // The case itself was counted as an equal.
  return others === 0 ? 0 : (better - 0.5) / others;
}
