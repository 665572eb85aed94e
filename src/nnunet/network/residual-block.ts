import type { Value } from '../onnx/graph-builder.js';
import { averagePool } from '../onnx/operators.js';
import { convBlock } from './conv-block.js';
import type { NetworkBuilder } from './network-builder.js';
import { nonlinearity } from './nonlinearity.js';
import { squeezeExcite } from './squeeze-excite.js';

export interface ResidualBlockOptions {
  readonly outputChannels: number;
  /** Per axis, [z,y,x] or [y,x]. */
  readonly kernelSize: readonly number[];
  readonly stride: readonly number[];
  /** Channels between the 1×1 convolutions of a BottleneckD; null for a BasicBlockD. */
  readonly bottleneckChannels: number | null;
  /** Channel ratio of squeeze-and-excitation; null for none. */
  readonly squeezeExcitation: number | null;
}

/**
 * `BasicBlockD` or `BottleneckD` of dynamic_network_architectures (ResNet-D, He et al., Bag of
 * tricks for image classification with convolutional neural networks, CVPR 2019): the nonlinearity
 * of residual path plus skip. Stochastic depth does nothing at inference.
 */
export function residualBlock(
  network: NetworkBuilder,
  key: string,
  x: Value,
  options: ResidualBlockOptions,
): Value {
  const residual = residualPath(network, key, x, options);
  const skip = skipPath(network, `${key}.skip`, x, options);
  const sum = network.graph.node('Add', `${key}.add`, [residual, skip], skip.shape);
  return nonlinearity(network, `${key}.nonlin`, sum);
}

function residualPath(
  network: NetworkBuilder,
  key: string,
  x: Value,
  options: ResidualBlockOptions,
): Value {
  const y =
    options.bottleneckChannels === null
      ? basicPath(network, key, x, options)
      : bottleneckPath(network, key, x, options, options.bottleneckChannels);
  return options.squeezeExcitation === null
    ? y
    : squeezeExcite(network, `${key}.squeeze_excitation`, y, options.squeezeExcitation);
}

function basicPath(
  network: NetworkBuilder,
  key: string,
  x: Value,
  { outputChannels, kernelSize, stride }: ResidualBlockOptions,
): Value {
  const y = convBlock(network, `${key}.conv1`, x, { outputChannels, kernelSize, stride });
  return convBlock(network, `${key}.conv2`, y, {
    outputChannels,
    kernelSize,
    stride: ones(stride),
    nonlin: false,
  });
}

function bottleneckPath(
  network: NetworkBuilder,
  key: string,
  x: Value,
  { outputChannels, kernelSize, stride }: ResidualBlockOptions,
  bottleneckChannels: number,
): Value {
  const pointwise = { kernelSize: ones(stride), stride: ones(stride) };
  let y = convBlock(network, `${key}.conv1`, x, {
    ...pointwise,
    outputChannels: bottleneckChannels,
  });
  y = convBlock(network, `${key}.conv2`, y, {
    outputChannels: bottleneckChannels,
    kernelSize,
    stride,
  });
  return convBlock(network, `${key}.conv3`, y, { ...pointwise, outputChannels, nonlin: false });
}

/** The input, averaged down where the block has a stride, projected where it changes the channels. */
function skipPath(
  network: NetworkBuilder,
  key: string,
  x: Value,
  { outputChannels, stride }: ResidualBlockOptions,
): Value {
  const strided = stride.some((s) => s !== 1);
  const pooled = strided ? averagePool(network.graph, `${key}.0`, x, stride) : x;
  if (x.shape[1] === outputChannels) return pooled;
  return convBlock(network, `${key}.${strided ? 1 : 0}`, pooled, {
    outputChannels,
    kernelSize: ones(stride),
    stride: ones(stride),
    bias: false,
    nonlin: false,
  });
}

function ones(axes: readonly number[]): number[] {
  return axes.map(() => 1);
}
