import { z } from 'zod';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';
import type { Labels } from './dataset.js';
import { suitsDifferenceHead } from './difference-head.js';

/** `calibration` of model.json, as `training/calibrate.py` writes it; what it was fitted to and checked on stands beside the numbers. */
export const calibrationSchema = z.looseObject({
  /** SHA-256 of the folds' files that it was made with, by path within the folder. */
  weights: z.record(z.string(), z.string()),
  lesion_confidence: z.looseObject({
    intercept: z.number(),
    per_logit: z.number(),
    per_log_ml: z.number(),
  }),
  tmtv_interval: z.looseObject({
    logit: z.number().nonnegative(),
    coverage: z.number().gt(0).lt(1),
  }),
});

/** What a model's certainty is worth, on bodies that nothing was trained on. */
export interface Calibration {
  /** How likely a lesion is one: the logistic function of intercept + perLogit × logit + perLogMl × ln(volume in ml). */
  readonly confidence: {
    readonly intercept: number;
    readonly perLogit: number;
    readonly perLogMl: number;
  };
  /** The volume above this logit and that above its negative enclose the truth in such a share of bodies. */
  readonly interval: { readonly logit: number; readonly coverage: number };
}

/** What it is judged by. */
interface CalibratedModel {
  readonly labels: Labels;
  readonly resampling: ResamplingFn;
  /** Paths of the folds in use, within the folder, and the sums that model.json has of them. */
  readonly folds: readonly string[];
  readonly sums: Readonly<Record<string, string>>;
}

/**
 * What model.json's calibration says; null where there is none, or where it was made with other weights or folds than these.
 *
 * @throws ModelError for a network of other than two classes, or one whose logits are not resampled linearly
 */
export function calibrationOf(
  given: z.output<typeof calibrationSchema> | null,
  { labels, resampling, folds, sums }: CalibratedModel,
): Calibration | null {
  if (given === null) return null;
  if (!suitsDifferenceHead(labels, resampling)) {
    throw new ModelError(
      'model.json has calibration, which is for networks of two classes whose logits are resampled linearly. Take it out.',
    );
  }
  const isOfThese =
    Object.keys(given.weights).length === folds.length &&
    folds.every((path) => sums[path] !== undefined && given.weights[path] === sums[path]);
  if (!isOfThese) return null;
  const { lesion_confidence: confidence, tmtv_interval: interval } = given;
  return {
    confidence: {
      intercept: confidence.intercept,
      perLogit: confidence.per_logit,
      perLogMl: confidence.per_log_ml,
    },
    interval: { logit: interval.logit, coverage: interval.coverage },
  };
}
