import type { LabelChoice } from '../../lesions/read-mask.js';

/**
 * What `autopet evaluate` finds, exactly as `metrics.json` holds it: plain data, null for what is
 * undefined, never NaN. Cases are in the order of their names.
 */
export interface Evaluation {
  /** One entry per reference. */
  readonly results: readonly CaseResult[];
  /** Over all cases. */
  readonly aggregates: Aggregates;
  /** Per group of cases; null without a subsets file. */
  readonly subsets: Subsets | null;
  readonly cases: CaseList;
  readonly settings: ScoringSettings;
  readonly provenance: Provenance;
}

/** Numbers of one case that are averaged; null where undefined or, for SUV, without a PET. */
export interface CaseMetrics {
  /** 2 |P ∩ R| / (|P| + |R|). */
  readonly dice: number | null;
  /** Volume of predicted components that share no voxel with the reference, ml. */
  readonly fpv_ml: number | null;
  /** Volume of reference components that share no voxel with the prediction, ml. */
  readonly fnv_ml: number | null;
  /** Reference components that match a predicted one: their IoU is at least 0.1. */
  readonly lesion_tp: number | null;
  /** Predicted components that match no reference component. */
  readonly lesion_fp: number | null;
  /** Reference components that match no predicted one. */
  readonly lesion_fn: number | null;
  readonly lesion_precision: number | null;
  readonly lesion_recall: number | null;
  readonly lesion_f1: number | null;
  /** 18-connected components, as in all that follows. */
  readonly predicted_lesions: number | null;
  readonly reference_lesions: number | null;
  /** Reference components that share a voxel with the prediction. */
  readonly detected_lesions: number | null;
  /** Reference components that share none. */
  readonly missed_lesions: number | null;
  /** Predicted components that share no voxel with the reference. */
  readonly false_lesions: number | null;
  /** Share of predicted components that share a voxel with the reference. */
  readonly detection_precision: number | null;
  /** Share of reference components that share a voxel with the prediction. */
  readonly detection_recall: number | null;
  readonly predicted_tmtv_ml: number | null;
  readonly reference_tmtv_ml: number | null;
  /** Predicted minus reference. */
  readonly tmtv_difference_ml: number | null;
  /** Largest distance between the centroids of two components, mm; 0 for a single one. */
  readonly predicted_dmax_mm: number | null;
  readonly reference_dmax_mm: number | null;
  /** TMTV times mean SUV, ml × g/ml. */
  readonly predicted_tlg: number | null;
  readonly reference_tlg: number | null;
  /** g/ml. */
  readonly predicted_suv_max: number | null;
  readonly reference_suv_max: number | null;
  /** Highest mean of a 1 ml sphere centred on a lesion voxel, g/ml. */
  readonly predicted_suv_peak: number | null;
  readonly reference_suv_peak: number | null;
}

export type MetricName = keyof CaseMetrics;

/** All metrics, in the order of the tables. */
export const metricNames = [
  'dice',
  'fpv_ml',
  'fnv_ml',
  'lesion_tp',
  'lesion_fp',
  'lesion_fn',
  'lesion_precision',
  'lesion_recall',
  'lesion_f1',
  'predicted_lesions',
  'reference_lesions',
  'detected_lesions',
  'missed_lesions',
  'false_lesions',
  'detection_precision',
  'detection_recall',
  'predicted_tmtv_ml',
  'reference_tmtv_ml',
  'tmtv_difference_ml',
  'predicted_dmax_mm',
  'reference_dmax_mm',
  'predicted_tlg',
  'reference_tlg',
  'predicted_suv_max',
  'reference_suv_max',
  'predicted_suv_peak',
  'reference_suv_peak',
] as const satisfies readonly MetricName[];

/** One case. */
export interface CaseResult extends CaseMetrics {
  /** The name of its reference, without its ending. */
  readonly case: string;
  /** `missing`: there was no prediction, and the metrics are the worst there can be. */
  readonly status: 'scored' | 'missing';
  /** The case's group; null without a subsets file. */
  readonly subset: string | null;
  readonly files: {
    readonly prediction: InputFile | null;
    readonly reference: InputFile;
    readonly pet: InputFile | null;
  };
  /** What was done to make the files comparable, such as a reorientation. */
  readonly notes: readonly string[];
}

/** An input, by name and content; folders are left out, as they say more than they should. */
export interface InputFile {
  readonly name: string;
  readonly sha256: string;
}

/** Per metric. */
export type Aggregates = Readonly<Record<MetricName, Aggregate>>;

/** How a metric is distributed over the cases that have it; null throughout when none has. */
export interface Aggregate {
  /** Cases that have the metric. */
  readonly defined: number;
  /** Cases that are left out because it is undefined there. */
  readonly undefined: number;
  readonly mean: number | null;
  /** Bootstrap 95 % confidence interval of the mean. */
  readonly mean_ci95: Interval | null;
  readonly std: number | null;
  readonly min: number | null;
  readonly q1: number | null;
  readonly median: number | null;
  /** Bootstrap 95 % confidence interval of the median. */
  readonly median_ci95: Interval | null;
  readonly q3: number | null;
  readonly max: number | null;
  readonly sum: number | null;
  /**
   * For shares of lesions, the share that the lesions of all cases together give: of counts summed
   * over cases, as the challenge's fifth edition takes F1. Null for other metrics.
   */
  readonly pooled: number | null;
}

export type Interval = readonly [low: number, high: number];

/** The same tables per group of cases. */
export interface Subsets {
  /** Heading of the column that names the groups. */
  readonly column: string;
  /** In the order of their names. */
  readonly groups: readonly SubsetResult[];
}

export interface SubsetResult {
  readonly name: string;
  readonly cases: number;
  readonly aggregates: Aggregates;
}

/** Which cases there are; names are sorted. */
export interface CaseList {
  /** References, and so results. */
  readonly total: number;
  /** References without a prediction. */
  readonly missing: readonly string[];
  /** Predictions without a reference; they are not scored. */
  readonly extra: readonly string[];
}

/** Which edition's rules hold where a mask is empty. */
export type Rules = 'I' | 'III';

/** What happens when a prediction is missing: an error, or the worst score. */
export type MissingRule = 'fail' | 'worst';

export type { LabelChoice };

/** All that decides the numbers, apart from the images. */
export interface ScoringSettings {
  readonly rules: Rules;
  readonly missing: MissingRule;
  /** In the predictions. */
  readonly label: LabelChoice;
  /** In the references. */
  readonly reference_label: LabelChoice;
  readonly bootstrap: number;
  readonly seed: number;
}

/** Where the numbers come from. All but `created` is the same in every run. */
export interface Provenance {
  readonly autopet: string;
  readonly node: string;
  /** ISO 8601; `SOURCE_DATE_EPOCH` fixes it. */
  readonly created: string;
  /** The command with all that decides the numbers spelled out; of paths the last part only. */
  readonly command_line: string;
  readonly command_sha256: string;
  readonly subsets_file: InputFile | null;
}
