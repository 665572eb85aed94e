import { UsageError } from '../errors.js';
import type { CheckedCompareOptions } from './compare-options.js';
import type { StudyFiles } from './find-study.js';
import { leanShare } from './lean-body-mass.js';

/** SUL of an SUV, of each study. */
export interface LeanFactors {
  readonly baseline: number;
  readonly followup: number;
}

/**
 * What turns SUV into SUL. Weights that are not given are those of the reports.
 *
 * @returns null where height or sex is not given
 * @throws UsageError where one of them is, or both, and the rest is missing
 */
export function leanFactors(
  { weight, followupWeight, height, sex }: CheckedCompareOptions,
  before: StudyFiles,
  after: StudyFiles,
): LeanFactors | null {
  if (height === null && sex === null) return null;
  const was = weight ?? before.told?.weightKg ?? null;
  const is = followupWeight ?? after.told?.weightKg ?? weight;
  if (height === null || sex === null || was === null || is === null) {
    throw new UsageError(
      'SUL takes --weight, --height and --sex together (a report may hold the weight). Give what is missing, or none of them: then SUVpeak is told.',
    );
  }
  return {
    baseline: leanShare({ weightKg: was, heightCm: height, sex }),
    followup: leanShare({ weightKg: is, heightCm: height, sex }),
  };
}
