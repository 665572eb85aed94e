import { type Grid, type GridSpacing, type Shape, sameShape } from '../../array/grid.js';
import { resampleData } from '../../array/resample/resample-data.js';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import { separateZAxis } from '../../array/resample/separate-z.js';
import type { Voxels } from '../../array/voxels.js';
import type {
  IntensityProperties,
  NormalizationScheme,
} from '../../nnunet/model/normalization-scheme.js';
import { type AffineIntensity, intensityOf, normalise } from './normalise.js';
import { resampleNormalised } from './resample-normalised.js';

/** One channel of the cropped image and what is to be made of it. */
export interface ChannelJob {
  /** [z,y,x] of `shape`, HU or SUV g/ml. */
  readonly voxels: Voxels;
  readonly shape: Shape;
  readonly newShape: Shape;
  /** mm, [z,y,x]. */
  readonly spacing: GridSpacing;
  readonly newSpacing: GridSpacing;
  readonly scheme: NormalizationScheme;
  readonly properties: IntensityProperties;
  /** Where the image has content, if normalisation is to look there alone. */
  readonly inside: Uint8Array | null;
  readonly resampling: ResamplingFn;
}

/** A channel on the network's grid. */
export interface PreparedChannel extends Grid {
  readonly intensity: AffineIntensity;
}

/**
 * Normalises a channel and resamples it.
 *
 * @throws InputError if its values do not fit the scheme
 */
export function prepareChannel(job: ChannelJob): PreparedChannel {
  const { voxels, shape, newShape, scheme, properties, inside } = job;
  if (isPlainCubic(job)) {
    const intensity = intensityOf(voxels, scheme, properties, null);
    const data = resampleNormalised(voxels, shape, newShape, intensity);
    return { data, shape: newShape, intensity };
  }
  const { data, intensity } = normalise(voxels, scheme, properties, inside);
  const { spacing, newSpacing, resampling } = job;
  return { ...resampleData(data, shape, newShape, spacing, newSpacing, resampling), intensity };
}

/** Whether every voxel is normalised and every axis resampled alike. */
function isPlainCubic(job: ChannelJob): boolean {
  const { inside, shape, newShape, resampling, spacing, newSpacing } = job;
  if (resampling.kind !== 'default' || resampling.order !== 3) return false;
  if (inside !== null || sameShape(shape, newShape)) return false;
  const { forceSeparateZ } = resampling;
  return separateZAxis({ forceSeparateZ, currentSpacing: spacing, newSpacing }) === null;
}
