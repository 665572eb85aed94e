import type { Value } from '../onnx/graph-builder.js';
import { conv } from '../onnx/operators.js';
import { type NetworkBuilder, takeWeight } from './network-builder.js';

export interface ConvolutionOptions {
  readonly outputChannels: number;
  /** Per axis, [z,y,x] or [y,x]. */
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  readonly bias: boolean;
}

/** A convolution with the weights `{key}.weight` and `{key}.bias`, padded to keep the size: kernels are odd. */
export function convolution(
  network: NetworkBuilder,
  key: string,
  x: Value,
  { outputChannels, kernelSize, stride, bias }: ConvolutionOptions,
): Value {
  const weight = takeWeight(network, `${key}.weight`, [outputChannels, x.shape[1]!, ...kernelSize]);
  return conv(
    network.graph,
    key,
    x,
    weight,
    bias ? takeWeight(network, `${key}.bias`, [outputChannels]) : undefined,
    { kernel: kernelSize, strides: stride, pads: kernelSize.map((k) => (k - 1) / 2) },
  );
}
