import { ModelError } from '../../../errors.js';
import type { V1Plans, V1Stage } from './v1-plans.js';

/** What else is known of the training. */
export interface V1Training {
  /** Of the plans; null for the only one. */
  readonly stage: number | null;
  readonly isCascade: boolean;
  /** Trainer of a cascade's first network. */
  readonly previousTrainer: string | null;
  /** Such as `Task001_Name`. */
  readonly task: string | null;
  /** In each stage of the network. */
  readonly convolutions: number;
}

/** Files as nnU-Net v2 has them. */
export interface TranslatedPlans {
  readonly configuration: string;
  readonly plans: unknown;
  readonly dataset: unknown;
}

const schemes: Readonly<Record<string, string>> = {
  CT: 'CTNormalization',
  CT2: 'CT2Normalization',
  noNorm: 'NoNormalization',
};

/**
 * Says in the form of nnU-Net v2 what v1's plans say; `nnunet_version` 1 tells that inference goes v1's way.
 *
 * @throws ModelError when the plans lack the stage, or name a preprocessor of another kind
 */
export function translatePlans(plans: V1Plans, training: V1Training): TranslatedPlans {
  const stage = stageOf(plans, training.stage);
  const is2d = stage.patch_size.length === 2;
  const name = configurationName(plans, training, is2d);
  const channels = Array.from({ length: plans.num_modalities }, (_, c) => String(c));
  const previous = training.isCascade ? { previous_stage: '3d_lowres' } : {};
  const statistics = plans.dataset_properties.intensityproperties ?? {};
  return {
    configuration: name,
    plans: {
      dataset_name: training.task ?? 'unknown',
      plans_name: 'nnUNetPlansv2.1',
      image_reader_writer: 'SimpleITKIO',
      transpose_forward: plans.transpose_forward ?? [0, 1, 2],
      transpose_backward: plans.transpose_backward ?? [0, 1, 2],
      foreground_intensity_properties_per_channel: Object.fromEntries(
        Object.entries(statistics).map(([c, { mean, sd, percentile_00_5, percentile_99_5 }]) => [
          c,
          { mean, std: sd, percentile_00_5, percentile_99_5 },
        ]),
      ),
      configurations: {
        [name]: {
          nnunet_version: 1,
          patch_size: stage.patch_size,
          spacing: is2d ? stage.current_spacing.slice(1) : stage.current_spacing,
          normalization_schemes: channels.map((c) => schemeOf(plans.normalization_schemes[c])),
          use_mask_for_norm: channels.map((c) => plans.use_mask_for_norm[c] ?? false),
          ...resamplers(plans),
          ...previous,
          ...(training.previousTrainer === null
            ? {}
            : { previous_trainer: training.previousTrainer }),
          architecture: architectureOf(plans, stage, training.convolutions),
        },
      },
    },
    dataset: {
      channel_names: plans.modalities,
      labels: {
        background: 0,
        ...Object.fromEntries(
          Array.from({ length: plans.num_classes }, (_, i) => [`label_${i + 1}`, i + 1]),
        ),
      },
      file_ending: '.nii.gz',
    },
  };
}

function stageOf({ plans_per_stage: stages }: V1Plans, named: number | null): V1Stage {
  const names = Object.keys(stages);
  const stage = named === null && names.length === 1 ? stages[names[0]!] : stages[String(named)];
  if (stage !== undefined) return stage;
  throw new ModelError(
    `its plans have the stages ${names.join(', ')}, but it was trained for stage ${named ?? 'unknown'}`,
  );
}

function configurationName(plans: V1Plans, training: V1Training, is2d: boolean): string {
  if (is2d) return '2d';
  if (training.isCascade) return '3d_cascade_fullres';
  const hasTwo = Object.keys(plans.plans_per_stage).length > 1;
  return hasTwo && training.stage === 0 ? '3d_lowres' : '3d_fullres';
}

/** PET and MRI are normalised alike. */
function schemeOf(scheme = 'nonCT'): string {
  return schemes[scheme] ?? 'ZScoreNormalization';
}

const orders: Readonly<Record<string, number>> = {
  GenericPreprocessor: 3,
  PreprocessorFor2D: 3,
  GenericPreprocessor_linearResampling: 1,
};

function resamplers({ preprocessor_name, segmentation_export_params: given }: V1Plans) {
  const preprocessor = preprocessor_name ?? 'GenericPreprocessor';
  const order = Object.hasOwn(orders, preprocessor) ? orders[preprocessor] : undefined;
  if (order === undefined) {
    throw new ModelError(
      `its plans want the preprocessor "${preprocessor}". Supported of nnU-Net v1: ${Object.keys(orders).join(', ')}`,
    );
  }
  return {
    resampling_fn_data_kwargs: { order, order_z: 0, force_separate_z: null },
    // Of a cascade's labels; linear along all axes.
    resampling_fn_seg_kwargs: { order: 1, order_z: 0, force_separate_z: false },
    resampling_fn_probabilities_kwargs: {
      order: given?.interpolation_order ?? 1,
      order_z: given?.interpolation_order_z ?? 0,
      force_separate_z: given?.force_separate_z ?? null,
    },
  };
}

/** nnU-Net v1 caps features at 320 in 3-D, at 480 in 2-D. */
function architectureOf(plans: V1Plans, stage: V1Stage, convolutions: number) {
  const dimension = stage.patch_size.length;
  const pools = stage.pool_op_kernel_sizes ?? poolsOf(stage.num_pool_per_axis);
  const stages = pools.length + 1;
  const ones = stage.patch_size.map(() => 1);
  const most = dimension === 3 ? 320 : 480;
  return {
    network_class_name: 'nnunet.network_architecture.generic_UNet.Generic_UNet',
    arch_kwargs: {
      n_stages: stages,
      features_per_stage: Array.from({ length: stages }, (_, d) =>
        Math.min(plans.base_num_features * 2 ** d, most),
      ),
      conv_op: `torch.nn.modules.conv.Conv${dimension}d`,
      kernel_sizes: stage.conv_kernel_sizes ?? Array(stages).fill(ones.map(() => 3)),
      strides: [ones, ...pools],
      n_conv_per_stage: convolutions,
      n_conv_per_stage_decoder: convolutions,
      conv_bias: true,
      norm_op: `torch.nn.modules.instancenorm.InstanceNorm${dimension}d`,
      norm_op_kwargs: { eps: 1e-5, affine: true },
      nonlin: 'torch.nn.LeakyReLU',
      nonlin_kwargs: { inplace: true },
    },
  };
}

/** Of plans from before they were written down: axes of fewer pools begin later. */
function poolsOf(perAxis: readonly number[]): number[][] {
  const most = Math.max(...perAxis);
  return Array.from({ length: most }, (_, i) => perAxis.map((n) => (most - n <= i ? 2 : 1)));
}
