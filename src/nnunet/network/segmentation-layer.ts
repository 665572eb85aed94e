import type { Value } from '../onnx/graph-builder.js';
import { conv } from '../onnx/operators.js';
import type { TensorSource } from '../onnx/tensor-source.js';
import type { NetworkBuilder } from './network-builder.js';

export interface SegmentationLayerOptions {
  /** Classes or regions that the network predicts. */
  readonly outputChannels: number;
  /** Predict the difference of the two logits, class 1 − class 0, instead of both. */
  readonly differenceHead: boolean;
}

/**
 * The last segmentation layer, a 1×1 convolution with the weights `{key}.*`; its output is named
 * `logits`. Convolution is linear, so the difference of two logits is the convolution with the
 * difference of their weights.
 *
 * @param x features, [1,c,z,y,x] or [1,c,y,x]
 * @returns logits [1,k,...], k = 1 with a difference head
 */
export function segmentationLayer(
  { graph, weights }: NetworkBuilder,
  key: string,
  x: Value,
  { outputChannels, differenceHead }: SegmentationLayerOptions,
): Value {
  const ones = x.shape.slice(2).map(() => 1);
  const weight = weights.take(`${key}.weight`, [outputChannels, x.shape[1]!, ...ones]);
  const bias = weights.take(`${key}.bias`, [outputChannels]);
  const [w, b] = differenceHead ? [difference(weight), difference(bias)] : [weight, bias];
  return conv(
    graph,
    'logits',
    x,
    graph.weight(`${key}.weight`, w),
    graph.weight(`${key}.bias`, b),
    { kernel: ones, strides: ones, pads: ones.map(() => 0) },
  );
}

/** Second row minus first row of a tensor [2, ...]. */
function difference(source: TensorSource): TensorSource {
  return {
    shape: [1, ...source.shape.slice(1)],
    async read() {
      const rows = await source.read();
      const length = rows.length / 2;
      return rows.slice(length).map((value, i) => value - rows[i]!);
    },
  };
}
