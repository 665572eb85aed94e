import { isWithin, plausibleHeightCm } from './plausible.js';

// Nobody is 3 m tall.
const mostMetres = 3;

/**
 * A patient's height as headers and tables have it: in m, as DICOM asks, or in cm.
 *
 * @returns cm; null for what is neither
 */
export function heightInCm(height: number): number | null {
  const cm = height < mostMetres ? height * 100 : height;
  return isWithin(cm, plausibleHeightCm) ? cm : null;
}
