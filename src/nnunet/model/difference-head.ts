import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import type { Labels } from './dataset.js';

/**
 * Whether one output, foreground minus background logit, does the work of two: for two classes whose
 * logits come back to the image by a linear resampler. Cubic splines are clipped to the range of what
 * they resample, and that does not commute with the subtraction.
 *
 * @param resampling how logits come back to the image (`resampling_fn_probabilities`)
 */
export function suitsDifferenceHead(labels: Labels, resampling: ResamplingFn): boolean {
  const isLinear = resampling.kind !== 'default' || resampling.order < 3;
  return labels.kind === 'labels' && labels.heads === 2 && isLinear;
}
