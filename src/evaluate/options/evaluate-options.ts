import type { Log, OnProgress } from '../../log.js';
import type { LabelChoice, MissingRule, Rules, ScoringSettings } from '../result/evaluation.js';

/** What `evaluate` is told. */
export interface EvaluateOptions {
  /** Folder with a mask per case. */
  readonly predictions: string;
  /** Folder with the expert's mask per case, named as the predictions. */
  readonly references: string;
  /** Folder with a PET (SUV) per case. Default: none, and so no TLG and SUV. */
  readonly pet?: string | null | undefined;
  /** What an empty reference gives: nothing (`III`, default), or 0 (`I`). */
  readonly rules?: Rules | null | undefined;
  /** A missing prediction is an error (`fail`, default), or scored as the worst there can be. */
  readonly missing?: MissingRule | null | undefined;
  /** Label of lesions in the predictions, or `any` where all labels are lesions. Default: they are binary. */
  readonly label?: LabelChoice | undefined;
  /** The same for the references. */
  readonly referenceLabel?: LabelChoice | undefined;
  /** CSV file with a case column and a group column. Default: no table per group. */
  readonly subsets?: string | null | undefined;
  /** Heading of the group column. Default: the only one there is. */
  readonly subsetColumn?: string | null | undefined;
  /** Resamples for confidence intervals; 0 for none. Default: 2000. */
  readonly bootstrap?: number | null | undefined;
  /** Seed of the resamples. Default: 0. */
  readonly seed?: number | null | undefined;
  /** How many cases are scored, and in memory, at once. Default: at most 4. */
  readonly workers?: number | null | undefined;
  /** Default: nothing is told. */
  readonly log?: Log | null | undefined;
  /** Hears after each case how many of how many are done. */
  readonly onProgress?: OnProgress | null | undefined;
  /** Stops the work: `evaluate` rejects. */
  readonly signal?: AbortSignal | null | undefined;
}

/** The same, complete; what decides the numbers is together, as the evaluation tells it. */
export interface CompleteEvaluateOptions {
  readonly predictions: string;
  readonly references: string;
  readonly pet: string | null;
  readonly subsets: string | null;
  readonly subsetColumn: string | null;
  readonly settings: ScoringSettings;
  readonly workers: number;
  readonly log: Log;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | null;
}
