import type { Value } from '../onnx/graph-builder.js';
import type { ResidualSettings } from './architecture.js';
import type { NetworkBuilder } from './network-builder.js';
import { stackedConvBlocks } from './stacked-conv-blocks.js';
import { stackedResidualBlocks } from './stacked-residual-blocks.js';

/**
 * `ResidualEncoder` of dynamic_network_architectures with its default stem, one convolution block
 * at full resolution.
 *
 * @param x [1,c,z,y,x] or [1,c,y,x]
 * @returns the output of each stage, full resolution first
 */
export function residualEncoder(
  network: NetworkBuilder,
  x: Value,
  { stemChannels, bottleneckChannels, squeezeExcitation }: ResidualSettings,
): Value[] {
  const { featuresPerStage, kernelSizes, strides, blocksPerStage } = network.architecture;
  const stem = stackedConvBlocks(network, 'encoder.stem', x, 1, {
    outputChannels: stemChannels,
    kernelSize: kernelSizes[0]!,
    stride: kernelSizes[0]!.map(() => 1),
  });
  const skips: Value[] = [];
  for (const [stage, outputChannels] of featuresPerStage.entries()) {
    const input = skips.at(-1) ?? stem;
    skips.push(
      stackedResidualBlocks(network, `encoder.stages.${stage}`, input, blocksPerStage[stage]!, {
        outputChannels,
        kernelSize: kernelSizes[stage]!,
        stride: strides[stage]!,
        bottleneckChannels: bottleneckChannels?.[stage] ?? null,
        squeezeExcitation,
      }),
    );
  }
  return skips;
}
