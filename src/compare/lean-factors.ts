import { UsageError } from '../errors.js';
import { leanShare } from '../suv/lean-share.js';
import type { Patient } from '../suv/patient.js';
import type { CheckedCompareOptions } from './compare-options.js';
import type { StudyFiles } from './find-study.js';

/** SUL of an SUV, of each study. */
export interface LeanFactors {
  readonly baseline: number;
  readonly followup: number;
}

type Said = Pick<CheckedCompareOptions, 'weight' | 'followupWeight' | 'height' | 'sex'>;
type Told = Pick<StudyFiles, 'patient'>;

/**
 * What turns SUV into SUL. What is not given is that of the reports or sidecars; of height and sex, which stay, also the other study's.
 *
 * @returns null where weight, height or sex is not known of one of the studies
 * @throws UsageError where that is so though height or sex is given
 */
export function leanFactors(
  { weight, followupWeight, height, sex }: Said,
  { patient: before }: Told,
  { patient: after }: Told,
): LeanFactors | null {
  const shareOf = (weightKg: number | null, own: Patient, other: Patient): number | null =>
    leanShare({
      weightKg,
      heightCm: height ?? own.heightCm ?? other.heightCm,
      sex: sex ?? own.sex ?? other.sex,
    });
  const baseline = shareOf(weight ?? before.weightKg, before, after);
  const followup = shareOf(followupWeight ?? after.weightKg ?? weight, after, before);
  if (baseline !== null && followup !== null) return { baseline, followup };
  if (height === null && sex === null) return null;
  throw new UsageError(
    'SUL takes --weight, --height and --sex together (a report or a sidecar may tell them). Give what is missing, or none of them: then SUVpeak is told.',
  );
}
