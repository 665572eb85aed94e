import { z } from 'zod';
import { ModelError } from '../../errors.js';

const oldConfigurationSchema = z.looseObject({
  UNet_class_name: z.string(),
  UNet_base_num_features: z.int().positive(),
  unet_max_num_features: z.int().positive(),
  conv_kernel_sizes: z.unknown(),
  pool_op_kernel_sizes: z.unknown(),
  n_conv_per_stage_encoder: z.array(z.unknown()),
  n_conv_per_stage_decoder: z.unknown(),
  patch_size: z.array(z.unknown()),
});

/**
 * Gives a plans configuration the `architecture` that nnU-Net before 2.4 did not write. Follows
 * nnU-Net's `ConfigurationManager.__init__`; a configuration that has it is returned as it is.
 *
 * @throws ModelError if it is neither form
 */
export function upgradeOldConfiguration(configuration: unknown): unknown {
  if (!isOldConfiguration(configuration)) return configuration;
  const parsed = oldConfigurationSchema.safeParse(configuration);
  if (!parsed.success) {
    throw new ModelError(
      `The plans, in the form before nnU-Net 2.4, do not describe a network:\n${z.prettifyError(parsed.error)}`,
    );
  }
  return { ...parsed.data, architecture: architectureOf(parsed.data) };
}

function isOldConfiguration(configuration: unknown): configuration is object {
  return (
    typeof configuration === 'object' &&
    configuration !== null &&
    'UNet_class_name' in configuration &&
    !('architecture' in configuration)
  );
}

function architectureOf(old: z.infer<typeof oldConfigurationSchema>): object {
  const stages = old.n_conv_per_stage_encoder.length;
  const dimension = old.patch_size.length;
  const residual = old.UNet_class_name === 'ResidualEncoderUNet';
  return {
    network_class_name: `dynamic_network_architectures.architectures.unet.${old.UNet_class_name}`,
    arch_kwargs: {
      n_stages: stages,
      features_per_stage: Array.from({ length: stages }, (_, stage) =>
        Math.min(old.UNet_base_num_features * 2 ** stage, old.unet_max_num_features),
      ),
      conv_op: `torch.nn.modules.conv.Conv${dimension}d`,
      kernel_sizes: old.conv_kernel_sizes,
      strides: old.pool_op_kernel_sizes,
      [residual ? 'n_blocks_per_stage' : 'n_conv_per_stage']: old.n_conv_per_stage_encoder,
      n_conv_per_stage_decoder: old.n_conv_per_stage_decoder,
      conv_bias: true,
      norm_op: `torch.nn.modules.instancenorm.InstanceNorm${dimension}d`,
      norm_op_kwargs: { eps: 1e-5, affine: true },
      dropout_op: null,
      dropout_op_kwargs: null,
      nonlin: 'torch.nn.LeakyReLU',
      nonlin_kwargs: { inplace: true },
    },
  };
}
