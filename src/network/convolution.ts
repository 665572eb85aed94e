import type { Value } from '../onnx/graph-builder.js';
import { conv } from '../onnx/operators.js';
import { type NetworkBuilder, takeWeight } from './network-builder.js';
import { sliceConvolution, suitsSlices } from './slice-convolution.js';

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
  options: ConvolutionOptions,
): Value {
  const { outputChannels, kernelSize, stride, bias } = options;
  const inputChannels = x.shape[1]!;
  if (network.slicewise && suitsSlices(inputChannels, outputChannels, kernelSize, stride)) {
    const { graph, weights } = network;
    const filter = weights.take(`${key}.weight`, [outputChannels, inputChannels, ...kernelSize]);
    const offset = bias ? weights.take(`${key}.bias`, [outputChannels]) : undefined;
    return sliceConvolution(graph, key, x, filter, offset, stride);
  }
  const weight = takeWeight(network, `${key}.weight`, [
    outputChannels,
    inputChannels,
    ...kernelSize,
  ]);
  return conv(
    network.graph,
    key,
    x,
    weight,
    bias ? takeWeight(network, `${key}.bias`, [outputChannels]) : undefined,
    { kernel: kernelSize, strides: stride, pads: kernelSize.map((k) => (k - 1) / 2) },
  );
}
