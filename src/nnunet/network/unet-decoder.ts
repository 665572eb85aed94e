import type { Value } from '../onnx/graph-builder.js';
import { concatChannels } from '../onnx/operators.js';
import type { NetworkBuilder } from './network-builder.js';
import { type StackedConvOptions, stackedConvBlocks } from './stacked-conv-blocks.js';
import { stackedResidualBlocks } from './stacked-residual-blocks.js';
import { transposedConvolution } from './transposed-convolution.js';

/**
 * `UNetDecoder` (or, for ResidualUNet, `UNetResDecoder`) of dynamic_network_architectures without
 * its segmentation layers: from the lowest resolution up, upsample, append the encoder's output of
 * that resolution, convolve.
 *
 * @param skips the outputs of the encoder's stages, full resolution first
 * @returns the features from which the last segmentation layer predicts
 */
export function unetDecoder(network: NetworkBuilder, skips: readonly Value[]): Value {
  const { featuresPerStage, decoderKernelSizes, strides, convPerStageDecoder } =
    network.architecture;
  let x = skips.at(-1)!;
  for (const [d, count] of convPerStageDecoder.entries()) {
    const stage = skips.length - 2 - d;
    const outputChannels = featuresPerStage[stage]!;
    const upsampled = transposedConvolution(network, `decoder.transpconvs.${d}`, x, {
      outputChannels,
      stride: strides[stage + 1]!,
    });
    const joined = concatChannels(network.graph, `decoder.concat.${d}`, upsampled, skips[stage]!);
    x = decoderStage(network, `decoder.stages.${d}`, joined, count, {
      outputChannels,
      kernelSize: decoderKernelSizes[d]!,
      stride: strides[stage]!.map(() => 1),
    });
  }
  return x;
}

function decoderStage(
  network: NetworkBuilder,
  key: string,
  x: Value,
  count: number,
  options: StackedConvOptions,
): Value {
  if (network.architecture.networkClass !== 'ResidualUNet') {
    return stackedConvBlocks(network, key, x, count, options);
  }
  // The decoder's blocks are always BasicBlockD without squeeze-and-excitation.
  return stackedResidualBlocks(network, key, x, count, {
    ...options,
    bottleneckChannels: null,
    squeezeExcitation: null,
  });
}
