import type { LogitLayout } from '../predict/logit-layout.js';

/**
 * Probability of a label (softmax over the classes) or region (sigmoid); of several labels together, and of the likeliest of
 * several regions.
 *
 * @param channel gives the logits of a channel; all have the same length
 * @param outputs places of the labels among the network's outputs; default: the last, the lesion in autoPET's models
 * @returns values from 0 to 1, in the order of the logits
 */
export function toProbability(
  layout: LogitLayout,
  channel: (index: number) => Float32Array,
  outputs: readonly number[] = [layout.channels - 1],
): Float32Array {
  if (layout.areProbabilities) {
    // Of two classes their difference is kept, which runs from -1 to 1.
    return layout.kind === 'difference'
      ? channel(0).map((difference) => (difference + 1) / 2)
      : outputs.map(channel).reduce(sumOf);
  }
  if (layout.kind === 'difference') return sigmoid(channel(0));
  if (layout.kind === 'regions') return sigmoid(outputs.map(channel).reduce(largerOf));
  return outputs.map((output) => softmax(output, layout.channels, channel)).reduce(sumOf);
}

function sigmoid(logits: Float32Array): Float32Array {
  return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
}

function softmax(
  output: number,
  channels: number,
  channel: (index: number) => Float32Array,
): Float32Array {
  const own = channel(output);
  const sum = new Float64Array(own.length);
  for (let k = 0; k < channels; k++) {
    const logits = channel(k);
    // Relative to its own class: that term is 1, so the probability is 1 over the sum.
    for (let i = 0; i < sum.length; i++) sum[i]! += Math.exp(logits[i]! - own[i]!);
  }
  return Float32Array.from(sum, (total) => 1 / total);
}

function largerOf(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => Math.max(value, b[i]!));
}

function sumOf(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => Math.min(1, value + b[i]!));
}
