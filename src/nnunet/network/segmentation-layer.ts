import type { Value } from '../onnx/graph-builder.js';
import { conv, softmax, tanh } from '../onnx/operators.js';
import type { TensorSource } from '../onnx/tensor-source.js';
import type { NetworkBuilder } from './network-builder.js';

/** What a network answers: nnU-Net v2 averages logits, v1 probabilities (softmax). */
export type Answer = 'logits' | 'probabilities';

export interface SegmentationLayerOptions {
  /** Classes or regions that the network predicts. */
  readonly outputChannels: number;
  /** Predict the difference of the two answers, class 1 − class 0, instead of both. */
  readonly differenceHead: boolean;
  /** Default: logits. */
  readonly answer?: Answer;
}

/**
 * The last segmentation layer, a 1×1 convolution with the weights `{key}.*`; its output is named
 * `logits`, and `probabilities` what these become. Convolution is linear, so the difference of two logits is the
 * convolution with the difference of their weights; that of two probabilities is tanh of half of it.
 *
 * @param x features, [1,c,z,y,x] or [1,c,y,x]
 * @returns answers [1,k,...], k = 1 with a difference head
 */
export function segmentationLayer(
  { architecture, graph, weights }: NetworkBuilder,
  key: string,
  x: Value,
  { outputChannels, differenceHead, answer = 'logits' }: SegmentationLayerOptions,
): Value {
  const ones = x.shape.slice(2).map(() => 1);
  const weight = weights.take(`${key}.weight`, [outputChannels, x.shape[1]!, ...ones]);
  const bias = architecture.segmentationBias && weights.take(`${key}.bias`, [outputChannels]);
  const share = answer === 'probabilities' ? 0.5 : 1;
  const asNeeded = (source: TensorSource): TensorSource =>
    differenceHead ? difference(source, share) : source;
  const logits = conv(
    graph,
    'logits',
    x,
    graph.weight(`${key}.weight`, asNeeded(weight)),
    bias ? graph.weight(`${key}.bias`, asNeeded(bias)) : undefined,
    { kernel: ones, strides: ones, pads: ones.map(() => 0) },
  );
  if (answer === 'logits') return logits;
  return differenceHead
    ? tanh(graph, 'probabilities', logits)
    : softmax(graph, 'probabilities', logits);
}

/** Second row minus first row of a tensor [2, ...], times a factor. */
function difference(source: TensorSource, factor: number): TensorSource {
  return {
    shape: [1, ...source.shape.slice(1)],
    async read() {
      const rows = await source.read();
      const length = rows.length / 2;
      return rows.slice(length).map((value, i) => factor * (value - rows[i]!));
    },
  };
}
