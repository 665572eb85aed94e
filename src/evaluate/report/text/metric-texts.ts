import type { MetricName } from '../../result/evaluation.js';

/** How a metric is shown to a reader. */
export interface MetricText {
  readonly title: string;
  /** Null for a bare number. */
  readonly unit: 'ml' | 'mm' | 'g' | 'g/ml' | null;
  /** Digits behind the point of a single value; a mean of counts has two. */
  readonly digits: 0 | 2 | 4;
  readonly group: keyof typeof metricGroups;
  /** What it is, in one sentence. */
  readonly meaning: string;
}

/** Headings of the tables, in their order. */
export const metricGroups = {
  ranked: 'What the challenge ranks',
  matched: 'Lesions matched at an IoU of at least 0.1',
  detected: 'Lesions detected at any overlap',
  burden: 'Tumour burden',
} as const;

/** Of every metric. */
export const metricTexts: Readonly<Record<MetricName, MetricText>> = {
  dice: ratio('Dice', 'ranked', 'Twice the common volume over the sum of both volumes.'),
  fpv_ml: volume(
    'False positive volume',
    'ranked',
    'Predicted components (18-connected) that share no voxel with the reference.',
  ),
  fnv_ml: volume(
    'False negative volume',
    'ranked',
    'Reference components that share no voxel with the prediction.',
  ),
  lesion_tp: count('True positive lesions', 'matched', 'True lesions that match a predicted one.'),
  lesion_fp: count(
    'False positive lesions',
    'matched',
    'Predicted lesions that match no true one.',
  ),
  lesion_fn: count(
    'False negative lesions',
    'matched',
    'True lesions that match no predicted one.',
  ),
  lesion_precision: ratio('Lesion precision', 'matched', 'TP / (TP + FP).'),
  lesion_recall: ratio('Lesion recall', 'matched', 'TP / (TP + FN).'),
  lesion_f1: ratio('Lesion F1', 'matched', '2 TP / (2 TP + FP + FN).'),
  predicted_lesions: count('Lesions predicted', 'detected', 'Components of the prediction.'),
  reference_lesions: count('Lesions in the reference', 'detected', 'Components of the reference.'),
  detected_lesions: count('Lesions detected', 'detected', 'True lesions that share a voxel.'),
  missed_lesions: count('Lesions missed', 'detected', 'True lesions that share no voxel.'),
  false_lesions: count('False lesions', 'detected', 'Predicted lesions that share no voxel.'),
  detection_precision: ratio(
    'Detection precision',
    'detected',
    'Share of predicted lesions that share a voxel with the reference.',
  ),
  detection_recall: ratio(
    'Detection recall',
    'detected',
    'Share of true lesions that share a voxel with the prediction.',
  ),
  predicted_tmtv_ml: volume('TMTV, predicted', 'burden', 'Volume of all predicted lesions.'),
  reference_tmtv_ml: volume('TMTV, reference', 'burden', 'Volume of all true lesions.'),
  tmtv_difference_ml: volume('TMTV difference', 'burden', 'Predicted minus reference.'),
  predicted_dmax_mm: distance('Dmax, predicted', 'Largest distance between two lesions.'),
  reference_dmax_mm: distance('Dmax, reference', 'The same in the reference.'),
  predicted_tlg: uptake('TLG, predicted', 'g', 'TMTV times the mean SUV in it.'),
  reference_tlg: uptake('TLG, reference', 'g', 'The same in the reference.'),
  predicted_suv_max: uptake('SUVmax, predicted', 'g/ml', 'Highest SUV in a lesion.'),
  reference_suv_max: uptake('SUVmax, reference', 'g/ml', 'The same in the reference.'),
  predicted_suv_peak: uptake(
    'SUVpeak, predicted',
    'g/ml',
    'Highest mean SUV of a 1 ml sphere centred in a lesion.',
  ),
  reference_suv_peak: uptake('SUVpeak, reference', 'g/ml', 'The same in the reference.'),
};

function ratio(title: string, group: MetricText['group'], meaning: string): MetricText {
  return { title, unit: null, digits: 4, group, meaning };
}

function count(title: string, group: MetricText['group'], meaning: string): MetricText {
  return { title, unit: null, digits: 0, group, meaning };
}

function volume(title: string, group: MetricText['group'], meaning: string): MetricText {
  return { title, unit: 'ml', digits: 2, group, meaning };
}

function distance(title: string, meaning: string): MetricText {
  return { title, unit: 'mm', digits: 2, group: 'burden', meaning };
}

function uptake(title: string, unit: 'g' | 'g/ml', meaning: string): MetricText {
  return { title, unit, digits: 2, group: 'burden', meaning };
}
