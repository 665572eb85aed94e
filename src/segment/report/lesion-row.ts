import type { DeauvilleScore } from '../../lesions/deauville.js';
import type { LesionUptake, Place } from '../../lesions/measured-lesions.js';
import type { BodyPlace } from '../../lesions/place-in-body.js';

/** Uptake by lean body mass, g/ml; null where weight, height or sex is not known. */
export interface LeanUptake {
  readonly sulMax: number | null;
  readonly sulMean: number | null;
  readonly sulPeak: number | null;
}

/** What is told of one lesion. */
export interface LesionRow extends LesionUptake, LeanUptake, BodyPlace {
  /** From 1, the largest first. */
  readonly number: number;
  /** The model's organ that it lies in, as dataset.json calls it; null for none, or where the model has none. */
  readonly organ: string | null;
  /** Centre of gravity. */
  readonly centre: Place;
  readonly volumeMl: number;
  /** Between two points of its surface, mm. */
  readonly longestDiameterMm: number;
  /** From its centre to that of the nearest other lesion, mm; null where there is none. */
  readonly nearestMm: number | null;
  /** The network's highest probability in it, 0 to 1, uncalibrated; null where no network was asked. */
  readonly certainty: number | null;
  /** How likely it is a lesion, 0 to 1, calibrated; null where its model is not. */
  readonly confidence: number | null;
  /** Whether its SUVpeak reaches PERCIST's threshold; null where there is none. */
  readonly isMeasurable: boolean | null;
  /** By arithmetic, no reading; null without liver or blood pool. */
  readonly deauville: DeauvilleScore | null;
}
