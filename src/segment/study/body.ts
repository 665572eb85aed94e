import { type BoundingBox, unionOf } from '../../array/bounding-box.js';
import { boxWhere } from '../../array/box-where.js';
import type { Shape } from '../../array/grid.js';
import type { ChannelRole } from '../../nnunet/model/channels.js';
import { type AffineIntensity, toNormalised } from '../preprocess/normalise.js';

/** HU above which there is body. Lung is about -800 but always comes with chest wall; below this whole patches are air. */
export const bodyHu = -500;
// Air holds only noise; any tissue within reach of the tracer has more.
const bodySuv = 0.5;
// In standard deviations. Where the model clips above a threshold, air lies on it exactly; rounding
// and resampling must not lift it over.
const tolerance = 1e-3;

/** Where the patient is, in an image that may be mostly air. */
export interface BodyFinder {
  /** Whether there is some body in a box of normalised channels [z,y,x] of `shape`. */
  isIn(channels: readonly Float32Array[], shape: Shape, box: BoundingBox): boolean;
  /** The box round all body voxels of normalised channels [z,y,x] of `shape`; null where there are none. */
  box(channels: readonly Float32Array[], shape: Shape): BoundingBox | null;
}

/**
 * Tells body from air: a voxel is air when its CT is and its PET has no uptake worth the name. A
 * patient's arm outside the CT's field of view still shows in the PET.
 *
 * @param roles what each channel shows; what is no image tells nothing
 * @param intensities what normalisation did to each channel
 */
export function bodyFinder(
  roles: readonly ChannelRole[],
  intensities: readonly AffineIntensity[],
): BodyFinder {
  const thresholds = roles.map((role, c) =>
    role === 'CT' || role === 'PET'
      ? toNormalised(intensities[c]!, role === 'CT' ? bodyHu : bodySuv) + tolerance
      : Number.POSITIVE_INFINITY,
  );
  return {
    isIn: (channels, shape, box) =>
      thresholds.some((threshold, c) => isAbove(threshold, channels[c]!, shape, box)),
    box: (channels, shape) =>
      thresholds
        .map((threshold, c) => boxWhere(channels[c]!, shape, (value) => value > threshold))
        .reduce(unionOf, null),
  };
}

function isAbove(
  threshold: number,
  data: Float32Array,
  [, height, width]: Shape,
  [zRange, yRange, xRange]: BoundingBox,
): boolean {
  for (let z = zRange[0]; z < zRange[1]; z++) {
    for (let y = yRange[0]; y < yRange[1]; y++) {
      const row = (z * height + y) * width;
      for (let i = row + xRange[0]; i < row + xRange[1]; i++) {
        if (data[i]! > threshold) return true;
      }
    }
  }
  return false;
}
