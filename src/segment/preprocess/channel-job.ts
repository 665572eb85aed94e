import type { Grid, GridSpacing, Shape } from '../../array/grid.js';
import type { ResamplingFn } from '../../array/resample/resampling-fn.js';
import type { Voxels } from '../../array/voxels.js';
import type {
  IntensityProperties,
  NormalizationScheme,
} from '../../nnunet/model/normalization-scheme.js';
import type { AffineIntensity } from './normalise.js';

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
  /** Whether it is resampled first, as in nnU-Net v1. */
  readonly resamplesFirst?: boolean;
}

/** A channel on the network's grid. */
export interface PreparedChannel extends Grid {
  readonly intensity: AffineIntensity;
}
