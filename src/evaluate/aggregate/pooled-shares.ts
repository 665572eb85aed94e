import { lesionShares, share } from '../../lesions/match-lesions.js';
import type { CaseMetrics, MetricName } from '../result/evaluation.js';

/** The shares of lesions that counts summed over cases give. */
export function pooledShares(
  cases: readonly CaseMetrics[],
): Readonly<Partial<Record<MetricName, number | null>>> {
  const sum = (name: MetricName): number => cases.reduce((total, c) => total + (c[name] ?? 0), 0);
  const matched = lesionShares({
    truePositives: sum('lesion_tp'),
    falsePositives: sum('lesion_fp'),
    falseNegatives: sum('lesion_fn'),
  });
  const predicted = sum('predicted_lesions');
  return {
    lesion_precision: matched.precision,
    lesion_recall: matched.recall,
    lesion_f1: matched.f1,
    detection_precision: share(predicted - sum('false_lesions'), predicted),
    detection_recall: share(sum('detected_lesions'), sum('reference_lesions')),
  };
}
