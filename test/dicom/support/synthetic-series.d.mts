import type { SourceSeries } from '../../../src/dicom/source-series.js';
import type { Volume } from '../../../src/image/volume.js';

/** How the slices of a synthetic series lie in the patient. */
export type Pose =
  | 'straight'
  | 'feet first'
  | 'oblique'
  | 'reversed'
  | 'single slice'
  | 'multi-frame';

export const poses: readonly Pose[];

/** A PET of some blobs, SUV in g/ml, with a mask of lesions of many shapes, on the grid of a series. */
export function makeFindings(pose: Pose): {
  readonly pet: Volume;
  readonly mask: Volume<Uint8Array>;
};

/**
 * Writes a PET as DICOM files into a folder.
 *
 * @param attributes replace those of every file
 * @param count how many of the files are written; all by default
 */
export function writeSeries(
  folder: string,
  pose: Pose,
  attributes?: Readonly<Record<string, unknown>>,
  count?: number,
): SourceSeries;
