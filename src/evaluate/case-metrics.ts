import type { Vec3, Voxels } from '../image/volume.js';
import { voxelMillilitres } from '../image/volume.js';
import type { Components } from '../metrics/connected-components.js';
import { matchLesions, share } from '../metrics/match-lesions.js';
import { overlapOf } from '../metrics/overlap.js';
import { scoreComponents } from '../metrics/score-mask.js';
import { tumourBurden } from '../metrics/tumour-burden.js';
import type { Shape } from '../resample/grid.js';
import type { CaseMetrics, Rules } from './evaluation.js';

/** The grid that both masks and the PET share. */
export interface CaseGrid {
  /** [z,y,x]. */
  readonly shape: Shape;
  /** mm, x,y,z. */
  readonly spacing: Vec3;
  /** [z,y,x], SUV in g/ml; null for none. */
  readonly pet: Voxels | null;
}

/**
 * All metrics of a case.
 *
 * @param predicted, expected 18-connected components of the prediction and the reference
 */
export function caseMetrics(
  predicted: Components,
  expected: Components,
  { shape, spacing, pet }: CaseGrid,
  rules: Rules,
): CaseMetrics {
  const overlap = overlapOf(predicted, expected);
  const emptyRule = rules === 'I' ? 'formula' : 'undefined';
  const score = scoreComponents(predicted, expected, overlap, voxelMillilitres(spacing), emptyRule);
  const matches = matchLesions(predicted, expected, overlap);
  const found = tumourBurden(predicted, shape, spacing, pet);
  const truth = tumourBurden(expected, shape, spacing, pet);
  return {
    dice: score.dice,
    fpv_ml: score.falsePositiveMl,
    fnv_ml: score.falseNegativeMl,
    lesion_tp: matches.truePositives,
    lesion_fp: matches.falsePositives,
    lesion_fn: matches.falseNegatives,
    lesion_precision: matches.precision,
    lesion_recall: matches.recall,
    lesion_f1: matches.f1,
    predicted_lesions: score.predictedLesions,
    reference_lesions: score.referenceLesions,
    detected_lesions: score.lesionsFound,
    missed_lesions: score.referenceLesions - score.lesionsFound,
    false_lesions: score.falseLesions,
    detection_precision: share(score.predictedLesions - score.falseLesions, score.predictedLesions),
    detection_recall: share(score.lesionsFound, score.referenceLesions),
    predicted_tmtv_ml: found.tmtvMl,
    reference_tmtv_ml: truth.tmtvMl,
    tmtv_difference_ml: found.tmtvMl - truth.tmtvMl,
    predicted_dmax_mm: found.dmaxMm,
    reference_dmax_mm: truth.dmaxMm,
    predicted_tlg: found.tlg,
    reference_tlg: truth.tlg,
    predicted_suv_max: found.suvMax,
    reference_suv_max: truth.suvMax,
    predicted_suv_peak: found.suvPeak,
    reference_suv_peak: truth.suvPeak,
  };
}
