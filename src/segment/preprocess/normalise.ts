import type { Voxels } from '../../array/voxels.js';
import { InputError } from '../../errors.js';
import type {
  IntensityProperties,
  NormalizationScheme,
} from '../../nnunet/model/normalization-scheme.js';
import { meanAndStd, minAndMax } from './intensity-statistics.js';

/** What a normalisation did to a value x: (clamp(x, lower, upper) − mean) / std. */
export interface AffineIntensity {
  readonly lower: number;
  readonly upper: number;
  readonly mean: number;
  readonly std: number;
}

/** A channel as the network wants its values, and the mapping that made it so. */
export interface Normalised {
  readonly data: Float32Array<ArrayBuffer>;
  readonly intensity: AffineIntensity;
}

/**
 * Normalises one channel, in float32 as nnU-Net's `default_normalization_schemes` do; only the
 * statistics of the image itself are taken in float64.
 *
 * @param data voxels of the cropped image in any order, HU or SUV g/ml; they are left as they are
 * @param properties of this channel; used by CTNormalization only
 * @param inside 1 where the image has content ({@link cropToNonzero}) if the plans set
 *   use_mask_for_norm for this channel: then ZScoreNormalization takes its statistics there and
 *   leaves the other voxels as they are. Other schemes take no notice.
 * @throws InputError if RGBTo01Normalization meets values outside 0…255
 */
export function normalise(
  data: Voxels,
  scheme: NormalizationScheme,
  properties: IntensityProperties,
  inside: Uint8Array | null = null,
): Normalised {
  const mask = scheme === 'ZScoreNormalization' ? inside : null;
  const intensity = intensityOf(data, scheme, properties, mask);
  const normalised = new Float32Array(data.length);
  // In pieces: a function that is called often is compiled sooner than a long loop.
  for (let start = 0; start < data.length; start += piece) {
    const count = Math.min(piece, data.length - start);
    normaliseRow(data, start, 1, normalised, start, count, intensity);
  }
  mask?.forEach((isInside, i) => {
    if (isInside === 0) normalised[i] = data[i]!;
  });
  return { data: normalised, intensity };
}

const piece = 2 ** 16;

/**
 * Normalises `count` voxels that lie `stride` apart.
 *
 * @param from index of the first one in `data`
 * @param normalised gets the values side by side, from index `at` on
 */
export function normaliseRow(
  data: Voxels,
  from: number,
  stride: number,
  normalised: Float32Array | Float64Array,
  at: number,
  count: number,
  { lower, upper, mean, std }: AffineIntensity,
): void {
  for (let i = 0; i < count; i++) {
    // Math.max and Math.min do not branch, which noise about a threshold would make costly.
    const clipped = Math.min(Math.max(data[from + i * stride]!, lower), upper);
    // numpy rounds to float32 after the subtraction and again after the division.
    normalised[at + i] = Math.fround(Math.fround(clipped - mean) / std);
  }
}

/** The normalised value of an original one (HU or SUV g/ml), such as that of −500 HU. */
export function toNormalised({ lower, upper, mean, std }: AffineIntensity, value: number): number {
  return (Math.min(Math.max(value, lower), upper) - mean) / std;
}

// Below it a standard deviation counts as zero, in nnU-Net for float32.
const epsilon = 1e-8;

/**
 * What normalisation would do to a channel; see {@link normalise}.
 *
 * @param mask as `inside` there
 */
export function intensityOf(
  data: Voxels,
  scheme: NormalizationScheme,
  properties: IntensityProperties,
  mask: Uint8Array | null,
): AffineIntensity {
  switch (scheme) {
    case 'CTNormalization': {
      const { mean, std, percentile_00_5, percentile_99_5 } = properties;
      return affine(mean, std, percentile_00_5, percentile_99_5);
    }
    case 'CT2Normalization': {
      const { percentile_00_5: lower, percentile_99_5: upper } = properties;
      const between = Uint8Array.from(data, (value) => Number(value > lower && value < upper));
      const { mean, std } = meanAndStd(data, between);
      return affine(mean, std, lower, upper);
    }
    case 'ZScoreNormalization': {
      const { mean, std } = meanAndStd(data, mask);
      return affine(mean, std);
    }
    case 'NoNormalization':
      return affine(0, 1);
    case 'RescaleTo01Normalization': {
      const { min, max } = minAndMax(data);
      return affine(min, max - min);
    }
    case 'RGBTo01Normalization':
      refuseNonRgb(data);
      return affine(0, 255);
  }
}

function affine(
  mean: number,
  std: number,
  lower = Number.NEGATIVE_INFINITY,
  upper = Number.POSITIVE_INFINITY,
): AffineIntensity {
  return {
    lower: Math.fround(lower),
    upper: Math.fround(upper),
    mean: Math.fround(mean),
    std: Math.fround(Math.max(std, epsilon)),
  };
}

function refuseNonRgb(data: Voxels): void {
  const { min, max } = minAndMax(data);
  if (min >= 0 && max <= 255) return;
  throw new InputError(
    `The model normalises a channel as 8-bit colour (RGBTo01Normalization), which needs values from ` +
      `0 to 255; the image has ${min} to ${max}. Give the kind of image that the model was trained on.`,
  );
}
