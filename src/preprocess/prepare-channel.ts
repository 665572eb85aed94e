import type { Voxels } from '../image/volume.js';
import type { Grid, GridSpacing, Shape } from '../resample/grid.js';
import { resampleData } from '../resample/resample-data.js';
import type { ResamplingFn } from '../resample/resampling-fn.js';
import {
  type AffineIntensity,
  type IntensityProperties,
  type NormalizationScheme,
  normalise,
} from './normalise.js';

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
  const { voxels, shape, newShape, spacing, newSpacing } = job;
  const { data, intensity } = normalise(voxels, job.scheme, job.properties, job.inside);
  const grid = resampleData(data, shape, newShape, spacing, newSpacing, job.resampling);
  return { ...grid, intensity };
}
