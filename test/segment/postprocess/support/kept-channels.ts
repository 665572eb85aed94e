import type { ResamplingFn } from '../../../../src/array/resample/resampling-fn.js';
import type { Labels } from '../../../../src/nnunet/model/dataset.js';
import { type LogitLayout, logitLayout } from '../../../../src/segment/predict/logit-layout.js';

/** What autopet keeps of a network's logits: for two classes only how much the second leads. */
export function keptChannels(
  logits: readonly (readonly number[])[],
  labels: Labels,
  resampling: ResamplingFn,
): { layout: LogitLayout; channels: Float32Array[] } {
  const layout = logitLayout(labels, logits.length, resampling);
  const [first, second] = logits;
  const kept = layout.subtract ? [second!.map((logit, i) => logit - first![i]!)] : logits;
  return { layout, channels: kept.map((channel) => Float32Array.from(channel)) };
}
