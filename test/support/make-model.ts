import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TinyNetwork, tinyNetwork } from './tiny-network.js';

export interface MadeModel {
  readonly plans: Record<string, unknown>;
  readonly dataset: Record<string, unknown>;
  readonly modelJson?: Record<string, unknown>;
  /** Networks by fold name. */
  readonly folds: Readonly<Record<string, TinyNetwork>>;
}

/** A configuration of plans.json at 2 mm that leaves intensities as they are. */
export const configuration = {
  preprocessor_name: 'DefaultPreprocessor',
  patch_size: [8, 8, 8],
  spacing: [2, 2, 2],
  normalization_schemes: ['NoNormalization', 'NoNormalization'],
  use_mask_for_norm: [false, false],
  resampling_fn_data: 'resample_data_or_seg_to_shape',
  resampling_fn_seg: 'resample_data_or_seg_to_shape',
  resampling_fn_probabilities: 'resample_data_or_seg_to_shape',
  resampling_fn_data_kwargs: { is_seg: false, order: 3, order_z: 0, force_separate_z: null },
  resampling_fn_seg_kwargs: { is_seg: true, order: 1, order_z: 0, force_separate_z: null },
  resampling_fn_probabilities_kwargs: { is_seg: false, order: 1, order_z: 0 },
};

export const plans = {
  image_reader_writer: 'SimpleITKIO',
  transpose_forward: [0, 1, 2],
  transpose_backward: [0, 1, 2],
  foreground_intensity_properties_per_channel: {},
  configurations: { '3d_fullres': configuration },
};

export const dataset = {
  channel_names: { 0: 'CT', 1: 'PET' },
  labels: { background: 0, lesion: 1 },
  file_ending: '.mha',
};

/** Whose mask is exactly the voxels with an SUV over 4: its only logit is SUV - 4. */
export const suvOver4: TinyNetwork = { weights: [[0, 1]], bias: [-4], patchSize: [8, 8, 8] };

/** Writes a model folder; what is not given is as above. */
export async function makeModel(folder: string, parts: Partial<MadeModel> = {}): Promise<string> {
  const made = { plans, dataset, folds: { 0: suvOver4 }, ...parts };
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write('plans.json', made.plans);
  write('dataset.json', made.dataset);
  if (made.modelJson !== undefined) write('model.json', made.modelJson);
  for (const [fold, network] of Object.entries(made.folds)) {
    mkdirSync(join(folder, `fold_${fold}`), { recursive: true });
    writeFileSync(
      join(folder, `fold_${fold}`, 'checkpoint_final.onnx'),
      await tinyNetwork(network),
    );
  }
  return folder;
}
