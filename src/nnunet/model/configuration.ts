import { z } from 'zod';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { ModelError } from '../../errors.js';
import { inheritConfiguration, type RawConfigurations } from './inherit-configuration.js';
import type { NormalizationScheme } from './normalization-scheme.js';
import { parseResamplingFn } from './parse-resampling-fn.js';

/** One configuration of plans.json (`3d_fullres`, `2d`, ...), inheritance resolved. */
export interface Configuration {
  readonly name: string;
  /** Of nnU-Net: v1 resamples before it normalises, and averages probabilities, not logits. */
  readonly nnunetVersion: 1 | 2;
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
  readonly earlierConfiguration: string | null;
  /** The configuration as it stands in the file, for the network's architecture. */
  readonly raw: Readonly<Record<string, unknown>>;
}

// CT2 was v1's alone; that its plans are said in the form of v2 is our own doing.
const schemes = [
  'CTNormalization',
  'CT2Normalization',
  'ZScoreNormalization',
  'NoNormalization',
  'RescaleTo01Normalization',
  'RGBTo01Normalization',
] as const satisfies readonly NormalizationScheme[];

const dimensions = z.array(z.number().positive()).min(2).max(3);

const configurationSchema = z.looseObject({
  spacing: dimensions,
  patch_size: dimensions,
  normalization_schemes: z.array(z.string()),
  use_mask_for_norm: z.array(z.boolean()),
  preprocessor_name: z.string().default('DefaultPreprocessor'),
  previous_stage: z.string().nullish(),
  nnunet_version: z.union([z.literal(1), z.literal(2)]).default(2),
});

/** LesionLocator's prepares organ labels too; images it prepares as nnU-Net's own does. */
const asDefault = ['DefaultPreprocessor', 'autoPetPreprocessor'];

/**
 * Turns one configuration of plans.json into typed settings, with what it `inherits_from`. The others
 * are left alone: what is wrong with them, or what autopet lacks for them, keeps no other from running.
 *
 * @param name one that is there
 * @throws ModelError when it inherits from itself or from one that is not there, or when one of its
 *   settings is malformed, does not fit another or not known to autopet
 */
export function parseConfiguration(all: RawConfigurations, name: string): Configuration {
  const raw = inheritConfiguration(all, name);
  const parsed = configurationSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ModelError(
      `plans.json: configuration "${name}" is not of the expected form: ${issue?.path.join('.')}: ${issue?.message}.`,
    );
  }
  const { data } = parsed;
  if (!asDefault.includes(data.preprocessor_name)) {
    throw new ModelError(
      `plans.json: configuration "${name}" wants the preprocessor "${data.preprocessor_name}". Only nnU-Net's DefaultPreprocessor is supported.`,
    );
  }
  if (data.spacing.length !== data.patch_size.length) {
    throw new ModelError(
      `plans.json: configuration "${name}" has a spacing of ${data.spacing.length} axes (${data.spacing.join(', ')}) and a patch_size of ${data.patch_size.length}. Expected one number for each axis of the network.`,
    );
  }
  return {
    name,
    nnunetVersion: data.nnunet_version,
    spacing: data.spacing,
    patchSize: data.patch_size,
    normalizationSchemes: data.normalization_schemes.map((scheme) => knownScheme(name, scheme)),
    useMaskForNorm: data.use_mask_for_norm,
    resamplingData: parseResamplingFn(raw, 'resampling_fn_data'),
    resamplingSeg: parseResamplingFn(raw, 'resampling_fn_seg'),
    resamplingProbabilities: parseResamplingFn(raw, 'resampling_fn_probabilities'),
    earlierConfiguration: data.previous_stage ?? null,
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
