import type { Components } from '../../array/connected-components.js';
import type { Voxels } from '../../array/voxels.js';
import { type Geometry, voxelMillilitres } from '../../image/volume.js';
import { lesionShares, matchLesions, share } from '../../lesions/match-lesions.js';
import { measureUptake } from '../../lesions/measure-uptake.js';
import type { TumourBurden } from '../../lesions/measured-lesions.js';
import { overlapOf } from '../../lesions/overlap.js';
import { scoreComponents } from '../../lesions/score-mask.js';
import { tumourBurden } from '../../lesions/tumour-burden.js';
import type { CaseMetrics, Rules } from '../result/evaluation.js';

/** The grid that both masks and the PET share. */
export interface CaseGrid {
  readonly grid: Geometry;
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
  { grid, pet }: CaseGrid,
  rules: Rules,
): CaseMetrics {
  return {
    ...agreement(predicted, expected, grid, rules),
    ...burdens(burdenOf(predicted, { grid, pet }), burdenOf(expected, { grid, pet })),
  };
}

/**
 * All metrics of a case without a prediction: the worst score there is, which is that of a mask of
 * everything but the lesions. Dice is 0, no lesion is found, and the whole rest of the image is false
 * positive, so that no algorithm gains by failing on a case. What that mask says about the patient is
 * left out.
 *
 * @param everythingElse, expected 18-connected components of the reference's complement and of it
 */
export function worstMetrics(
  everythingElse: Components,
  expected: Components,
  { grid, pet }: CaseGrid,
  rules: Rules,
): CaseMetrics {
  return {
    ...agreement(everythingElse, expected, grid, rules),
    ...burdens(null, burdenOf(expected, { grid, pet })),
  };
}

function burdenOf(components: Components, { grid, pet }: CaseGrid): TumourBurden {
  return tumourBurden(components, grid, pet && measureUptake(components, grid, pet));
}

type Burden = keyof ReturnType<typeof burdens>;

/** How well the prediction agrees with the reference. */
function agreement(
  predicted: Components,
  expected: Components,
  { spacing }: Geometry,
  rules: Rules,
): Omit<CaseMetrics, Burden> {
  const overlap = overlapOf(predicted, expected);
  const emptyRule = rules === 'I' ? 'formula' : 'undefined';
  const score = scoreComponents(predicted, expected, overlap, voxelMillilitres(spacing), emptyRule);
  const matches = matchLesions(predicted, expected, overlap);
  const shares = lesionShares(matches);
  return {
    dice: score.dice,
    fpv_ml: score.falsePositiveMl,
    fnv_ml: score.falseNegativeMl,
    lesion_tp: matches.truePositives,
    lesion_fp: matches.falsePositives,
    lesion_fn: matches.falseNegatives,
    lesion_precision: shares.precision,
    lesion_recall: shares.recall,
    lesion_f1: shares.f1,
    predicted_lesions: score.predictedLesions,
    reference_lesions: score.referenceLesions,
    detected_lesions: score.lesionsFound,
    missed_lesions: score.referenceLesions - score.lesionsFound,
    false_lesions: score.falseLesions,
    detection_precision: share(score.predictedLesions - score.falseLesions, score.predictedLesions),
    detection_recall: share(score.lesionsFound, score.referenceLesions),
  };
}

/** What prediction and reference say about the patient. */
function burdens(found: TumourBurden | null, truth: TumourBurden) {
  return {
    predicted_tmtv_ml: found?.tmtvMl ?? null,
    reference_tmtv_ml: truth.tmtvMl,
    tmtv_difference_ml: found && found.tmtvMl - truth.tmtvMl,
    predicted_dmax_mm: found?.dmaxMm ?? null,
    reference_dmax_mm: truth.dmaxMm,
    predicted_tlg: found?.tlg ?? null,
    reference_tlg: truth.tlg,
    predicted_suv_max: found?.suvMax ?? null,
    reference_suv_max: truth.suvMax,
    predicted_suv_peak: found?.suvPeak ?? null,
    reference_suv_peak: truth.suvPeak,
  };
}
