import type { SeriesSpec } from './dicom-series.js';
import { type MadeStudy, makeStudy } from './make-study.js';

/** The study of {@link makeStudy} as two series, 30 mm from slice to slice, that are 70 kg and 370 MBq an hour before. */
export interface MadeDicomStudy {
  readonly study: MadeStudy;
  /** From Bq/ml to SUV. */
  readonly factor: number;
  /** Slices have slopes of their own, and lie from the head down. */
  readonly petSeries: SeriesSpec;
  readonly ctSeries: SeriesSpec;
}

/** @param folder where the image files go */
export function makeDicomStudy(folder: string): MadeDicomStudy {
  const study = makeStudy(folder);
  const [nx, ny, nz] = study.pet.size;
  const factor = (70_000 / 370e6) * 2 ** (3600 / 6586.2);
  const at = (x: number, y: number, z: number): number => x + nx * (y + ny * z);
  const slope = (z: number): number => 2 + (z % 5);
  const up = (z: number): number => nz - 1 - z;
  return {
    study,
    factor,
    petSeries: {
      modality: 'PT',
      size: study.pet.size,
      spacing: [2, 2, 30],
      slope,
      stored: (x, y, z) => Math.round(study.pet.data[at(x, y, up(z))]! / factor / slope(z)),
      more: (z) => [['00200032', 'DS', `0\\0\\${30 * up(z)}`]],
    },
    ctSeries: {
      modality: 'CT',
      size: study.ct.size,
      spacing: [2, 2, 30],
      intercept: -1024,
      stored: (x, y, z) => study.ct.data[at(x, y, z)]! + 1024,
    },
  };
}
