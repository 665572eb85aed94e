import type { Lesion, LesionUptake, Place } from '../../lesions/measured-lesions.js';

/** What is told of one lesion. */
export interface LesionRow extends LesionUptake {
  /** From 1, the largest first. */
  readonly number: number;
  /** Centre of gravity. */
  readonly centre: Place;
  readonly volumeMl: number;
  /** Between two points of its surface, mm. */
  readonly longestDiameterMm: number;
  /** From its centre to that of the nearest other lesion, mm; null where there is none. */
  readonly nearestMm: number | null;
}

/** The row of a lesion that was measured with its PET. */
export function lesionRow(lesion: Lesion): LesionRow {
  const { number, centre, volumeMl, longestDiameterMm, nearestMm, uptake } = lesion;
  return { number, centre, volumeMl, ...uptake!, longestDiameterMm, nearestMm };
}
