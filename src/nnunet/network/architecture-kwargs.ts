import { z } from 'zod';
import { ModelError } from '../../errors.js';
import type { Architecture, NetworkClass, ResidualSettings } from './architecture.js';
import {
  plainKwargs,
  type ResidualKwargs,
  residualKwargs,
  type SharedKwargs,
} from './architecture-kwargs-schema.js';
import { readTorchOperators } from './torch-operators.js';

/**
 * Reads the constructor arguments (`arch_kwargs`) of a U-Net of dynamic_network_architectures,
 * filling in that library's defaults and repeating single numbers per stage and axis as it does.
 *
 * @throws ModelError naming every argument that is missing, malformed, unknown or not supported
 */
export function readArchitectureKwargs(networkClass: NetworkClass, kwargs: object): Architecture {
  if (networkClass === 'PlainConvUNet' || networkClass === 'Generic_UNet') {
    const plain = parse(plainKwargs, networkClass, kwargs);
    return {
      ...readShared(networkClass, plain),
      blocksPerStage: repeat('n_conv_per_stage', plain.n_conv_per_stage, plain.n_stages),
      nonlinFirst: plain.nonlin_first,
      residual: null,
    };
  }
  const residual = parse(residualKwargs, networkClass, kwargs);
  return {
    ...readShared(networkClass, residual),
    blocksPerStage: repeat('n_blocks_per_stage', residual.n_blocks_per_stage, residual.n_stages),
    nonlinFirst: false,
    residual: readResidual(residual),
  };
}

function parse<T>(schema: z.ZodType<T>, networkClass: NetworkClass, kwargs: object): T {
  const parsed = schema.safeParse(kwargs);
  if (parsed.success) return parsed.data;
  throw new ModelError(
    `The plans' arch_kwargs for ${networkClass} cannot be used:\n${z.prettifyError(parsed.error)}`,
  );
}

function readShared(networkClass: NetworkClass, kwargs: SharedKwargs) {
  const { n_stages } = kwargs;
  const { dimension, norm, nonlin } = readTorchOperators(kwargs);
  const decoderStages = n_stages - 1;
  const kernelSizes = readKernelSizes(kwargs, dimension);
  // Generic_UNet convolves with the kernels of the stage below, as they stand in the plans one by one.
  const isGeneric = networkClass === 'Generic_UNet';
  const decoderKernelSizes = (
    isGeneric ? kernelSizes.slice(1) : kernelSizes.slice(0, -1)
  ).toReversed();
  return {
    networkClass,
    dimension,
    featuresPerStage: repeat('features_per_stage', kwargs.features_per_stage, n_stages),
    kernelSizes,
    decoderKernelSizes,
    strides: readStrides(kwargs, dimension),
    convPerStageDecoder: repeat(
      'n_conv_per_stage_decoder',
      kwargs.n_conv_per_stage_decoder,
      decoderStages,
    ),
    convBias: kwargs.conv_bias,
    upsamplingBias: kwargs.conv_bias && !isGeneric,
    segmentationBias: !isGeneric,
    norm,
    nonlin,
  };
}

/** With an even kernel the padding would change the size of a stage, and skips would not fit. */
function readKernelSizes({ kernel_sizes, n_stages }: SharedKwargs, dimension: number) {
  const kernelSizes = repeatPerAxis('kernel_sizes', kernel_sizes, n_stages, dimension);
  if (kernelSizes.flat().some((k) => k % 2 === 0)) {
    throw new ModelError(
      `The plans' kernel_sizes are ${JSON.stringify(kernelSizes)}, but only odd kernels are supported`,
    );
  }
  return kernelSizes;
}

/** The decoder undoes the strides of all stages but the first. */
function readStrides({ strides, n_stages }: SharedKwargs, dimension: number) {
  const perStage = repeatPerAxis('strides', strides, n_stages, dimension);
  if (perStage[0]!.some((stride) => stride !== 1)) {
    throw new ModelError(
      `The plans' first stride is ${JSON.stringify(perStage[0])}, but the first stage must keep the resolution: 1 on each axis`,
    );
  }
  return perStage;
}

function readResidual(kwargs: ResidualKwargs): ResidualSettings {
  const { n_stages, bottleneck_channels } = kwargs;
  const features = repeat('features_per_stage', kwargs.features_per_stage, n_stages);
  return {
    bottleneckChannels: isBottleneck(kwargs.block)
      ? repeat('bottleneck_channels', bottleneck_channels ?? [], n_stages)
      : null,
    stemChannels: kwargs.stem_channels ?? features[0]!,
    squeezeExcitation: kwargs.squeeze_excitation ? kwargs.squeeze_excitation_reduction_ratio : null,
  };
}

function isBottleneck(block: string | null | undefined): boolean {
  const name = block?.split('.').at(-1) ?? 'BasicBlockD';
  if (name === 'BasicBlockD') return false;
  if (name === 'BottleneckD') return true;
  throw new ModelError(`The plans name the block ${block}; supported are BasicBlockD, BottleneckD`);
}

function repeat(name: string, value: number | readonly number[], length: number) {
  const values = typeof value === 'number' ? Array<number>(length).fill(value) : value;
  return ofLength(name, values, length);
}

function repeatPerAxis(
  name: string,
  value: number | readonly (number | readonly number[])[],
  stages: number,
  dimension: number,
) {
  const perStage = typeof value === 'number' ? Array<number>(stages).fill(value) : value;
  return ofLength(name, perStage, stages).map((axes, stage) =>
    repeat(`${name}[${stage}]`, axes, dimension),
  );
}

function ofLength<T>(name: string, values: readonly T[], length: number): readonly T[] {
  if (values.length === length) return values;
  throw new ModelError(
    `The plans' ${name} has ${values.length} entries, but the network needs ${length}`,
  );
}
