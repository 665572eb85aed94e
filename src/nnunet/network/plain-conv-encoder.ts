import type { Value } from '../onnx/graph-builder.js';
import type { NetworkBuilder } from './network-builder.js';
import { stackedConvBlocks } from './stacked-conv-blocks.js';

/**
 * `PlainConvEncoder` of dynamic_network_architectures.
 *
 * @param x [1,c,z,y,x] or [1,c,y,x]
 * @returns the output of each stage, full resolution first
 */
export function plainConvEncoder(network: NetworkBuilder, x: Value): Value[] {
  const { featuresPerStage, kernelSizes, strides, blocksPerStage } = network.architecture;
  const skips: Value[] = [];
  for (const [stage, outputChannels] of featuresPerStage.entries()) {
    const input = skips.at(-1) ?? x;
    const options = { outputChannels, kernelSize: kernelSizes[stage]!, stride: strides[stage]! };
    skips.push(
      stackedConvBlocks(
        network,
        `encoder.stages.${stage}.0`,
        input,
        blocksPerStage[stage]!,
        options,
      ),
    );
  }
  return skips;
}
