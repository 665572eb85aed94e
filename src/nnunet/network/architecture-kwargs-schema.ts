import { z } from 'zod';

/*
 * `arch_kwargs` of nnU-Net's plans: the constructor arguments of dynamic_network_architectures. An
 * argument that is not listed is refused, as its effect is not known.
 */

// Bounds well beyond any network keep a damaged file from filling the memory.
const count = z.int().positive().max(65_536);
const perStage = z.union([count, z.array(count)]);
const perStageAndAxis = z.union([count, z.array(z.union([count, z.array(count)]))]);
const torchClass = z.string().nullish();
const torchKwargs = z.record(z.string(), z.unknown()).nullish();

const sharedSchema = z.strictObject({
  n_stages: z.int().min(2).max(32),
  features_per_stage: perStage,
  conv_op: z.string(),
  kernel_sizes: perStageAndAxis,
  strides: perStageAndAxis,
  n_conv_per_stage_decoder: perStage,
  conv_bias: z.boolean().default(false),
  norm_op: torchClass,
  norm_op_kwargs: torchKwargs,
  dropout_op: torchClass,
  dropout_op_kwargs: torchKwargs,
  nonlin: torchClass,
  nonlin_kwargs: torchKwargs,
  deep_supervision: z.boolean().optional(),
});

/** Constructor arguments of PlainConvUNet. */
export const plainKwargs = sharedSchema.extend({
  n_conv_per_stage: perStage,
  nonlin_first: z.boolean().default(false),
});

/** Constructor arguments of ResidualEncoderUNet and ResidualUNet. */
export const residualKwargs = sharedSchema.extend({
  n_blocks_per_stage: perStage,
  block: z.string().nullish(),
  bottleneck_channels: perStage.nullish(),
  stem_channels: count.nullish(),
  // Not in the library's U-Net, but in its ResidualEncoder, to which derived classes pass them on.
  squeeze_excitation: z.boolean().default(false),
  squeeze_excitation_reduction_ratio: z.number().positive().default(0.0625),
  stochastic_depth_p: z.number().optional(),
});

export type SharedKwargs = z.infer<typeof sharedSchema>;
export type ResidualKwargs = z.infer<typeof residualKwargs>;
