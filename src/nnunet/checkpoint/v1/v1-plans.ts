import { z } from 'zod';

const count = z.int().nonnegative();
const perAxis = z.array(z.number()).min(2).max(3);
const statistic = z.number().nullish();

const stage = z.looseObject({
  patch_size: z.array(z.int().positive()).min(2).max(3),
  current_spacing: z.array(z.number().positive()).length(3),
  num_pool_per_axis: z.array(count),
  pool_op_kernel_sizes: z.array(perAxis).optional(),
  conv_kernel_sizes: z.array(perAxis).optional(),
});

/** The parts of nnU-Net v1's plans.pkl that matter to inference, as JSON: dicts whose keys were numbers have them as text. */
export const v1Plans = z.looseObject({
  num_modalities: z.int().positive(),
  modalities: z.record(z.string(), z.string()),
  normalization_schemes: z.record(z.string(), z.string()),
  dataset_properties: z.looseObject({
    intensityproperties: z
      .record(
        z.string(),
        z.looseObject({
          mean: statistic,
          sd: statistic,
          percentile_00_5: statistic,
          percentile_99_5: statistic,
        }),
      )
      .nullish(),
  }),
  /** Without background. */
  num_classes: z.int().positive(),
  base_num_features: z.int().positive(),
  use_mask_for_norm: z.record(z.string(), z.boolean()),
  transpose_forward: z.array(count).length(3).nullish(),
  transpose_backward: z.array(count).length(3).nullish(),
  plans_per_stage: z.record(z.string(), stage),
  preprocessor_name: z.string().nullish(),
  segmentation_export_params: z
    .looseObject({
      force_separate_z: z.boolean().nullish(),
      interpolation_order: z.int(),
      interpolation_order_z: z.int(),
    })
    .nullish(),
});

export type V1Plans = z.infer<typeof v1Plans>;
export type V1Stage = z.infer<typeof stage>;
