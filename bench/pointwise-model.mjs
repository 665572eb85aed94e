// A model whose network is one 1×1×1 convolution: what a study then costs is everything else.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphBuilder } from '../dist/nnunet/onnx/graph-builder.js';
import { conv } from '../dist/nnunet/onnx/operators.js';
import { writeOnnx } from '../dist/nnunet/onnx/write-onnx.js';

/** Writes the model folder; the network's grid has voxels of `spacing` mm, [z,y,x]. */
export async function writePointwiseModel(folder, spacing = [4, 4, 4]) {
  const patch = [128, 128, 128];
  mkdirSync(join(folder, 'fold_0'), { recursive: true });
  const resampler = (order) => ({ is_seg: false, order, order_z: 0, force_separate_z: null });
  const json = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value, null, 2));
  json('plans.json', {
    dataset_name: 'Dataset001_Pointwise',
    plans_name: 'nnUNetPlans',
    image_reader_writer: 'SimpleITKIO',
    transpose_forward: [0, 1, 2],
    transpose_backward: [0, 1, 2],
    foreground_intensity_properties_per_channel: {
      0: { mean: 50, std: 100, percentile_00_5: -900, percentile_99_5: 500 },
      1: { mean: 7, std: 8, percentile_00_5: 1, percentile_99_5: 50 },
    },
    configurations: {
      '3d_fullres': {
        data_identifier: 'nnUNetPlans_3d_fullres',
        preprocessor_name: 'DefaultPreprocessor',
        batch_size: 2,
        patch_size: patch,
        spacing,
        normalization_schemes: ['CTNormalization', 'ZScoreNormalization'],
        use_mask_for_norm: [false, false],
        resampling_fn_data: 'resample_data_or_seg_to_shape',
        resampling_fn_seg: 'resample_data_or_seg_to_shape',
        resampling_fn_probabilities: 'resample_data_or_seg_to_shape',
        resampling_fn_data_kwargs: resampler(3),
        resampling_fn_seg_kwargs: { ...resampler(1), is_seg: true },
        resampling_fn_probabilities_kwargs: resampler(1),
        // nnU-Net wants one; nobody builds it.
        architecture: { network_class_name: 'none', arch_kwargs: {}, _kw_requires_import: [] },
      },
    },
  });
  json('dataset.json', {
    channel_names: { 0: 'CT', 1: 'PET' },
    labels: { background: 0, lesion: 1 },
    file_ending: '.mha',
  });
  const graph = new GraphBuilder({ half: false });
  const constant = (shape, values) => ({ shape, read: async () => Float32Array.from(values) });
  const x = { name: 'input', shape: [1, 2, ...patch] };
  const ones = [1, 1, 1];
  const y = conv(
    graph,
    'logits',
    x,
    graph.weight('w', constant([1, 2, ...ones], [0, 1])),
    graph.weight('b', constant([1], [-5])),
    { kernel: ones, strides: ones, pads: [0, 0, 0] },
  );
  await writeOnnx(join(folder, 'fold_0', 'checkpoint_final.onnx'), graph.build(x, y));
  return folder;
}
