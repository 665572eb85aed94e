import { z } from 'zod';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';
import type { IntensityProperties, NormalizationScheme } from './normalization-scheme.js';
import { parseResamplingFn } from './parse-resampling-fn.js';

/** One configuration of plans.json (`3d_fullres`, `2d`, ...), inheritance resolved. */
export interface Configuration {
  readonly name: string;
  /** Voxel size in mm the network works at, [z,y,x] after transposing; two numbers for 2-D. */
  readonly spacing: readonly number[];
  /** Patch in voxels, [z,y,x] after transposing; two numbers for 2-D. */
  readonly patchSize: readonly number[];
  readonly normalizationSchemes: readonly NormalizationScheme[];
  readonly useMaskForNorm: readonly boolean[];
  readonly resamplingData: ResamplingFn;
  readonly resamplingSeg: ResamplingFn;
  readonly resamplingProbabilities: ResamplingFn;
  /** The configuration whose segmentation a cascade takes as further input channels. */
  readonly previousStage: string | null;
  /** The configuration as it stands in the file, for the network's architecture. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** What plans.json fixes for all configurations. */
export interface Plans {
  readonly imageReaderWriter: string;
  /** Axis permutation applied to [z,y,x] before everything else, and its inverse. */
  readonly transposeForward: Axes;
  readonly transposeBackward: Axes;
  /** By channel number as text, `"0"`. */
  readonly intensityProperties: Readonly<Record<string, IntensityProperties>>;
  readonly configurations: Readonly<Record<string, Configuration>>;
}

/** A permutation of the three array axes. */
export type Axes = readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];

const schemes = [
  'CTNormalization',
  'ZScoreNormalization',
  'NoNormalization',
  'RescaleTo01Normalization',
  'RGBTo01Normalization',
] as const satisfies readonly NormalizationScheme[];

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
  }),
);
const dimensions = z.array(z.number().positive()).min(2).max(3);

/** The parts of plans.json that matter to inference; whatever else is there is left alone. */
export const plansSchema = z.looseObject({
  image_reader_writer: z.string().default('SimpleITKIO'),
  transpose_forward: axes,
  transpose_backward: axes,
  foreground_intensity_properties_per_channel: properties.optional(),
  foreground_intensity_properties_by_modality: properties.optional(),
  configurations: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const configurationSchema = z.looseObject({
  spacing: dimensions,
  patch_size: dimensions,
  normalization_schemes: z.array(z.string()),
  use_mask_for_norm: z.array(z.boolean()),
  preprocessor_name: z.string().default('DefaultPreprocessor'),
  previous_stage: z.string().nullish(),
});

/**
 * Turns the content of plans.json into typed settings. Looking up a configuration throws a ModelError
 * too, if one of its settings is malformed or not known to autopet.
 *
 * @throws ModelError when a configuration inherits from itself or from one that is not there
 */
export function parsePlans(file: z.infer<typeof plansSchema>): Plans {
  const configurations: Record<string, Configuration> = {};
  for (const name of Object.keys(file.configurations)) {
    const raw = inherit(file.configurations, name);
    // Read when looked up: what autopet lacks for one need not keep the others from running.
    const get = () => parseConfiguration(name, raw);
    Object.defineProperty(configurations, name, { enumerable: true, get });
  }
  return {
    imageReaderWriter: file.image_reader_writer,
    transposeForward: file.transpose_forward,
    transposeBackward: file.transpose_backward,
    intensityProperties:
      file.foreground_intensity_properties_per_channel ??
      file.foreground_intensity_properties_by_modality ??
      {},
    configurations,
  };
}

/** Merges a configuration over the one it `inherits_from`, recursively; the child wins. */
function inherit(
  all: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  name: string,
  children: readonly string[] = [],
): Readonly<Record<string, unknown>> {
  const own = all[name];
  if (own === undefined || children.includes(name)) {
    throw new ModelError(
      `plans.json: configuration "${children.at(-1)}" inherits from "${name}", which ${own ? 'inherits from it in turn' : 'does not exist'}.`,
    );
  }
  const parent = own.inherits_from;
  if (typeof parent !== 'string') return own;
  return { ...inherit(all, parent, [...children, name]), ...own };
}

function parseConfiguration(name: string, raw: Readonly<Record<string, unknown>>): Configuration {
  const parsed = configurationSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ModelError(
      `plans.json: configuration "${name}" is not of the expected form: ${issue?.path.join('.')}: ${issue?.message}.`,
    );
  }
  const { data } = parsed;
  if (data.preprocessor_name !== 'DefaultPreprocessor') {
    throw new ModelError(
      `plans.json: configuration "${name}" wants the preprocessor "${data.preprocessor_name}". Only nnU-Net's DefaultPreprocessor is supported.`,
    );
  }
  return {
    name,
    spacing: data.spacing,
    patchSize: data.patch_size,
    normalizationSchemes: data.normalization_schemes.map((scheme) => knownScheme(name, scheme)),
    useMaskForNorm: data.use_mask_for_norm,
    resamplingData: parseResamplingFn(raw, 'resampling_fn_data'),
    resamplingSeg: parseResamplingFn(raw, 'resampling_fn_seg'),
    resamplingProbabilities: parseResamplingFn(raw, 'resampling_fn_probabilities'),
    previousStage: data.previous_stage ?? null,
    raw,
  };
}

function knownScheme(configuration: string, name: string): NormalizationScheme {
  const scheme = schemes.find((known) => known === name);
  if (scheme !== undefined) return scheme;
  throw new ModelError(
    `plans.json: configuration "${configuration}" wants the normalisation "${name}". Supported: ${schemes.join(', ')}.`,
  );
}
