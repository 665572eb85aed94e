import type { Value } from '../onnx/graph-builder.js';
import { convBlock } from './conv-block.js';
import type { ConvolutionOptions } from './convolution.js';
import type { NetworkBuilder } from './network-builder.js';

export type StackedConvOptions = Omit<ConvolutionOptions, 'bias'>;

/**
 * `count` convolution blocks in a row, the first with the stride: `StackedConvBlocks` of
 * dynamic_network_architectures with weights `{key}.convs.{i}.*`.
 */
export function stackedConvBlocks(
  network: NetworkBuilder,
  key: string,
  x: Value,
  count: number,
  options: StackedConvOptions,
): Value {
  const noStride = options.stride.map(() => 1);
  let y = x;
  for (let i = 0; i < count; i++) {
    const stride = i === 0 ? options.stride : noStride;
    y = convBlock(network, `${key}.convs.${i}`, y, { ...options, stride });
  }
  return y;
}
