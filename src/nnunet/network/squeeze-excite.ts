import type { Value } from '../onnx/graph-builder.js';
import { convolution } from './convolution.js';
import type { NetworkBuilder } from './network-builder.js';

/**
 * `SqueezeExcite` of dynamic_network_architectures: every channel is scaled by a gate computed from
 * the channel means. It averages over the first two spatial axes only, also in 3-D, where each x
 * keeps a gate of its own; trained weights rely on that.
 *
 * @param ratio reduced channels per channel
 */
export function squeezeExcite(
  network: NetworkBuilder,
  key: string,
  x: Value,
  ratio: number,
): Value {
  const { graph } = network;
  const channels = x.shape[1]!;
  const pointwise = x.shape.slice(2).map(() => 1);
  const options = { kernelSize: pointwise, stride: pointwise, bias: true };

  const meanShape = [1, channels, 1, 1, ...x.shape.slice(4)];
  const mean = graph.node('ReduceMean', `${key}.mean`, [x, graph.ints([2, 3])], meanShape);
  const reduced = convolution(network, `${key}.fc1`, mean, {
    ...options,
    outputChannels: reducedChannels(channels * ratio),
  });
  const active = graph.node('Relu', `${key}.act`, [reduced], reduced.shape);
  const expanded = convolution(network, `${key}.fc2`, active, {
    ...options,
    outputChannels: channels,
  });
  const gate = graph.node('Sigmoid', `${key}.gate`, [expanded], expanded.shape);
  return graph.node('Mul', key, [x, gate], x.shape);
}

/** The nearest multiple of 8, at least 8 (`make_divisible` with the defaults of `SqueezeExcite`). */
function reducedChannels(channels: number): number {
  return Math.max(8, Math.floor(Math.trunc(channels + 4) / 8) * 8);
}
