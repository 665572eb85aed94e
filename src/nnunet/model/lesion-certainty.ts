import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';
import type { Labels } from './dataset.js';
import { suitsDifferenceHead } from './difference-head.js';
import type { ModelJson } from './model-json.js';

/** From this volume on, a lesion must somewhere reach this probability. */
export interface CertaintyStep {
  readonly fromMl: number;
  /** Over 0.5, below 1. */
  readonly probability: number;
}

/**
 * How sure the network must be of a lesion, by rising volume, as `lesion_certainty` of model.json says;
 * nothing where it is silent.
 *
 * @throws ModelError for a network of other than two classes, or one whose logits are not resampled linearly
 */
export function lesionCertainty(
  { lesion_certainty: steps }: ModelJson,
  labels: Labels,
  resampling: ResamplingFn,
): readonly CertaintyStep[] {
  if (!steps || steps.length === 0) return [];
  if (!suitsDifferenceHead(labels, resampling)) {
    throw new ModelError(
      'model.json has lesion_certainty, which is for networks of two classes whose logits are resampled linearly. Take it out.',
    );
  }
  return steps
    .map(({ from_ml, probability }) => ({ fromMl: from_ml, probability }))
    .sort((a, b) => a.fromMl - b.fromMl);
}
