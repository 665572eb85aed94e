import { translatePlans } from '../../../../src/nnunet/checkpoint/v1/translate-plans.js';
import { v1Plans } from '../../../../src/nnunet/checkpoint/v1/v1-plans.js';

const stage = {
  patch_size: [16, 32, 32],
  current_spacing: [3, 1, 1],
  num_pool_per_axis: [1, 3, 2],
};
const plans = (changed: Record<string, unknown> = {}) =>
  v1Plans.parse({
    num_modalities: 2,
    modalities: { 0: 'CT', 1: 'PET' },
    normalization_schemes: { 0: 'CT', 1: 'nonCT' },
    dataset_properties: {
      intensityproperties: { 0: { mean: 1, sd: 2, percentile_00_5: 3, percentile_99_5: 4 } },
    },
    num_classes: 2,
    base_num_features: 100,
    use_mask_for_norm: { 0: false, 1: true },
    plans_per_stage: { 0: stage },
    ...changed,
  });
const training = {
  stage: 0,
  isCascade: false,
  previousTrainer: null,
  task: 'Task001_Name',
  convolutions: 3,
};

test('plans from before kernels and transposes were written down', () => {
  const { configuration, plans: made, dataset } = translatePlans(plans(), training);
  expect(configuration).toBe('3d_fullres');
  expect(made).toMatchObject({
    dataset_name: 'Task001_Name',
    transpose_forward: [0, 1, 2],
    foreground_intensity_properties_per_channel: { 0: { mean: 1, std: 2 } },
    configurations: {
      '3d_fullres': {
        nnunet_version: 1,
        normalization_schemes: ['CTNormalization', 'ZScoreNormalization'],
        use_mask_for_norm: [false, true],
        architecture: {
          arch_kwargs: {
            features_per_stage: [100, 200, 320, 320],
            // Axes of fewer pools begin later.
            strides: [
              [1, 1, 1],
              [1, 2, 1],
              [1, 2, 2],
              [2, 2, 2],
            ],
            kernel_sizes: Array(4).fill([3, 3, 3]),
            n_conv_per_stage: 3,
          },
        },
      },
    },
  });
  expect(dataset).toMatchObject({
    channel_names: { 0: 'CT', 1: 'PET' },
    labels: { background: 0, label_1: 1, label_2: 2 },
  });
});

test.each([
  [{ stage: 0, isCascade: false }, '3d_lowres'],
  [{ stage: 1, isCascade: false }, '3d_fullres'],
  [{ stage: 1, isCascade: true }, '3d_cascade_fullres'],
])('of two stages %j is %s', (changed, expected) => {
  const two = plans({ plans_per_stage: { 0: stage, 1: stage } });
  expect(translatePlans(two, { ...training, ...changed }).configuration).toBe(expected);
});

test('what is not known is refused by name', () => {
  const other = plans({ preprocessor_name: 'Preprocessor3DBetterResampling' });
  expect(() => translatePlans(other, training)).toThrow(/"Preprocessor3DBetterResampling"/);
  expect(() => translatePlans(plans(), { ...training, stage: 1 })).toThrow(/stages 0, .* stage 1/);
});
