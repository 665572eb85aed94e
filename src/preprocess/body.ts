import type { Modality } from '../model/channels.js';
import type { Shape } from '../resample/grid.js';
import { type BoundingBox, unionOf } from './bounding-box.js';
import { boxWhere } from './box-where.js';
import { type AffineIntensity, toNormalised } from './normalise.js';

// Lung is about -800 HU but always comes with chest wall; below this whole patches are air.
const bodyHu = -500;
// Air holds only noise; any tissue within reach of the tracer has more.
const bodySuv = 0.5;
// In standard deviations. Where the model clips above a threshold, air lies on it exactly; rounding
// and resampling must not lift it over.
const tolerance = 1e-3;

/** Where the patient is, in an image that may be mostly air. */
export interface BodyFinder {
  /** Whether a normalised tile `[c,z,y,x]` holds some body. */
  isIn(tile: Float32Array): boolean;
  /** The box round all body voxels of normalised channels [z,y,x] of `shape`; null where there are none. */
  box(channels: readonly Float32Array[], shape: Shape): BoundingBox | null;
}

/**
 * Tells body from air: a voxel is air when its CT is and its PET has no uptake worth the name. A
 * patient's arm outside the CT's field of view still shows in the PET.
 *
 * @param intensities what normalisation did to each channel
 */
export function bodyFinder(
  modalities: readonly Modality[],
  intensities: readonly AffineIntensity[],
): BodyFinder {
  const thresholds = modalities.map(
    (modality, c) =>
      toNormalised(intensities[c]!, modality === 'CT' ? bodyHu : bodySuv) + tolerance,
  );
  return {
    isIn: (tile) => {
      const voxels = tile.length / thresholds.length;
      return thresholds.some((threshold, c) => {
        for (let i = c * voxels; i < (c + 1) * voxels; i++) if (tile[i]! > threshold) return true;
        return false;
      });
    },
    box: (channels, shape) =>
      thresholds
        .map((threshold, c) => boxWhere(channels[c]!, shape, (value) => value > threshold))
        .reduce(unionOf, null),
  };
}
