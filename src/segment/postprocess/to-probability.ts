import type { LogitLayout } from '../predict/logit-layout.js';

/**
 * Probability of the last label (the lesion, in autoPET's models): softmax over the classes, or
 * sigmoid of the last region.
 *
 * @param channel gives the logits of a channel; all have the same length
 * @returns values from 0 to 1, in the order of the logits
 */
export function toProbability(
  layout: LogitLayout,
  channel: (index: number) => Float32Array,
): Float32Array {
  const last = channel(layout.channels - 1);
  if (layout.kind !== 'classes') return last.map((logit) => 1 / (1 + Math.exp(-logit)));
  const sum = new Float64Array(last.length);
  for (let k = 0; k < layout.channels; k++) {
    const logits = channel(k);
    // Relative to the last class: its own term is 1, so the probability is 1 over the sum.
    for (let i = 0; i < sum.length; i++) sum[i]! += Math.exp(logits[i]! - last[i]!);
  }
  return Float32Array.from(sum, (total) => 1 / total);
}
