import type { SourceSeries } from '../source-series.js';

/**
 * The mean distance of neighbouring slices.
 *
 * @returns mm, to a tenth of a micrometre; null for a single slice
 */
export function sliceSpacing({ slices }: SourceSeries): number | null {
  const [first, last] = [slices[0], slices.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const along = last.imagePositionPatient.map((mm, i) => mm - first.imagePositionPatient[i]!);
  return Number((Math.hypot(...along) / (slices.length - 1)).toFixed(4));
}
