import type { Modality } from '../model/channels.js';
import { type AffineIntensity, toNormalised } from './normalise.js';

// Lung is about -800 HU but always comes with chest wall; below this whole patches are air.
const bodyHu = -500;
// Air holds only noise; any tissue within reach of the tracer has more.
const bodySuv = 0.5;
// In standard deviations. Where the model clips above a threshold, air lies on it exactly; rounding
// and resampling must not lift it over.
const tolerance = 1e-3;

/**
 * Makes a test for tiles that hold nothing of the patient: every CT voxel is air and no PET voxel
 * has uptake worth the name. A patient's arm outside the CT's field of view still shows in the PET.
 *
 * @returns whether a normalised tile `[c,z,y,x]` holds some body
 */
export function bodyTest(
  modalities: readonly Modality[],
  intensities: readonly AffineIntensity[],
): (tile: Float32Array) => boolean {
  const thresholds = modalities.map(
    (modality, c) =>
      toNormalised(intensities[c]!, modality === 'CT' ? bodyHu : bodySuv) + tolerance,
  );
  return (tile) => {
    const voxels = tile.length / thresholds.length;
    return thresholds.some((threshold, c) => {
      for (let i = c * voxels; i < (c + 1) * voxels; i++) if (tile[i]! > threshold) return true;
      return false;
    });
  };
}
