import type { Value } from '../onnx/graph-builder.js';
import type { NetworkBuilder } from './network-builder.js';
import { type ResidualBlockOptions, residualBlock } from './residual-block.js';

/**
 * `count` residual blocks in a row, the first with the stride: `StackedResidualBlocks` of
 * dynamic_network_architectures with weights `{key}.blocks.{i}.*`.
 */
export function stackedResidualBlocks(
  network: NetworkBuilder,
  key: string,
  x: Value,
  count: number,
  options: ResidualBlockOptions,
): Value {
  const noStride = options.stride.map(() => 1);
  let y = x;
  for (let i = 0; i < count; i++) {
    const stride = i === 0 ? options.stride : noStride;
    y = residualBlock(network, `${key}.blocks.${i}`, y, { ...options, stride });
  }
  return y;
}
