import { z } from 'zod';
import { ModelError } from '../../errors.js';
import type { RawConfigurations } from './inherit-configuration.js';
import type { IntensityProperties } from './normalization-scheme.js';

/** What plans.json fixes for all configurations, and the configurations themselves. */
export interface Plans {
  readonly imageReaderWriter: string;
  /** As its training was called; absent where that is not told. */
  readonly datasetName?: string;
  readonly plansName?: string;
  /** Axis permutation applied to [z,y,x] before everything else, and its inverse. */
  readonly transposeForward: Axes;
  readonly transposeBackward: Axes;
  /** By channel number as text, `"0"`. */
  readonly intensityProperties: Readonly<Record<string, IntensityProperties>>;
  /** Parsed once one of them is chosen: {@link parseConfiguration}. */
  readonly configurations: RawConfigurations;
}

/** A permutation of the three array axes. */
export type Axes = readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];

const axis = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const axes = z.tuple([axis, axis, axis]).refine((a) => new Set(a).size === 3, 'is no permutation');
// Statistics of channels whose scheme does not need them may be null.
const statistic = z
  .number()
  .nullish()
  .transform((value) => value ?? Number.NaN);
const properties = z.record(
  z.string(),
  z.looseObject({
    mean: statistic,
    std: statistic,
    percentile_00_5: statistic,
    percentile_99_5: statistic,
    min: z.number().optional().catch(undefined),
    max: z.number().optional().catch(undefined),
  }),
);

/** The parts of plans.json that matter to inference; whatever else is there is left alone. */
export const plansSchema = z.looseObject({
  dataset_name: z.string().optional().catch(undefined),
  plans_name: z.string().optional().catch(undefined),
  image_reader_writer: z.string().default('SimpleITKIO'),
  transpose_forward: axes,
  transpose_backward: axes,
  foreground_intensity_properties_per_channel: properties.optional(),
  foreground_intensity_properties_by_modality: properties.optional(),
  label_manager: z.string().nullish(),
  configurations: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/**
 * Turns the content of plans.json into typed settings.
 *
 * @throws ModelError when the transposes do not undo each other, or the plans ask for a label manager of
 *   their own
 */
export function parsePlans(file: z.infer<typeof plansSchema>): Plans {
  const { transpose_forward: forward, transpose_backward: backward } = file;
  if (!forward.every((axis, i) => backward[axis] === i)) {
    throw new ModelError(
      `plans.json: transpose_backward ${backward.join(', ')} does not undo transpose_forward ${forward.join(', ')}. The mask would come out turned: repair the plans.`,
    );
  }
  const manager = file.label_manager ?? usualLabelManager;
  if (manager !== usualLabelManager) {
    throw new ModelError(
      `plans.json names the label manager "${manager}", which may read labels in a way of its own. Only nnU-Net's ${usualLabelManager} is supported.`,
    );
  }
  return {
    ...(file.dataset_name === undefined ? {} : { datasetName: file.dataset_name }),
    ...(file.plans_name === undefined ? {} : { plansName: file.plans_name }),
    imageReaderWriter: file.image_reader_writer,
    transposeForward: file.transpose_forward,
    transposeBackward: file.transpose_backward,
    intensityProperties:
      file.foreground_intensity_properties_per_channel ??
      file.foreground_intensity_properties_by_modality ??
      {},
    configurations: file.configurations,
  };
}

const usualLabelManager = 'LabelManager';
