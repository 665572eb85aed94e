import { readVolume } from '../../../image/read/read-volume.js';
import { readMask } from '../../../lesions/read-mask.js';
import { encodePng } from '../../../picture/encode-png.js';
import { findLesionErrors } from '../../../picture/lesion-errors.js';
import { renderErrors } from '../../../picture/render-errors.js';
import type { ScoringSettings } from '../../result/evaluation.js';
import { alignTo } from '../../score/align.js';
import type { CaseFiles } from '../../score/pair-cases.js';

/** A picture as a page can hold it. */
export interface CasePicture {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The PNG file in base64. */
  readonly png: string;
}

/**
 * Draws what the predictions of cases got right and wrong, one case after the other: the images of
 * one are in memory at a time.
 *
 * @returns pictures by the cases' names
 * @throws InputError when an image cannot be used any more
 */
export async function drawCases(
  cases: readonly CaseFiles[],
  settings: ScoringSettings,
): Promise<ReadonlyMap<string, CasePicture>> {
  const pictures = new Map<string, CasePicture>();
  for (const files of cases) pictures.set(files.name, await drawCase(files, settings));
  return pictures;
}

async function drawCase(files: CaseFiles, settings: ScoringSettings): Promise<CasePicture> {
  const [reference, prediction, pet] = await Promise.all([
    readMask(files.reference, settings.reference_label),
    files.prediction === null ? null : readMask(files.prediction, settings.label),
    files.pet === null ? null : readVolume(files.pet),
  ]);
  const mask =
    prediction === null
      ? new Uint8Array(reference.data.length)
      : alignTo(prediction, reference, files.prediction ?? '', files.reference).volume.data;
  const uptake = pet && alignTo(pet, reference, files.pet ?? '', files.reference).volume.data;
  const [x, y, z] = reference.size;
  const errors = findLesionErrors(mask, reference.data, [z, y, x]);
  const raster = renderErrors(reference, uptake, errors);
  const png = Buffer.from(encodePng(raster)).toString('base64');
  return { width: raster.width, height: raster.height, png };
}
