import type { Voxels } from '../array/voxels.js';
import { InputError } from '../errors.js';
import type { Volume } from '../image/volume.js';
import type { BodyLandmarks } from '../lesions/body-landmarks.js';
import { instanceLabels } from '../lesions/instance-labels.js';
import { measureMask } from '../segment/measure/measure-mask.js';
import type { MeasureResult } from '../segment/measure/measure-result.js';
import type { StudyLesions } from '../segment/report/find-lesions.js';
import { type OpenStudy, openStudy } from '../segment/study/open-study.js';
import { storedSuv } from '../suv/suv-scale.js';
import type { CheckedCompareOptions } from './compare-options.js';
import type { StudyFiles } from './find-study.js';

/** One of the two studies: read, measured, its body found. */
export interface TimePoint extends StudyLesions {
  readonly result: MeasureResult;
  readonly images: { readonly pet: Volume<Voxels>; readonly ct: Volume<Voxels> };
  readonly landmarks: BodyLandmarks;
  /** [z,y,x] of the PET's grid: each lesion's number in its voxels. */
  readonly labels: Uint16Array;
}

/**
 * Reads a study and measures its mask.
 *
 * @throws InputError when an image cannot be used, or the CT shows no body
 */
export async function readTimePoint(
  files: StudyFiles,
  { label, acceptInput, log }: CheckedCompareOptions,
): Promise<TimePoint> {
  const opened = await open(files, log);
  const asIs = { organs: null, organNames: null, suvThreshold: null };
  const choice = { mask: files.mask, label, ...asIs, acceptInput, log };
  const { study, found, result } = await measureMask(opened, choice);
  const { landmarks } = found.anatomy;
  if (landmarks === null) {
    throw new InputError(
      `${files.ct} shows no body, and the two studies are registered by their CTs. Expected a CT in HU.`,
    );
  }
  return {
    ...found,
    result,
    images: { pet: study.pet, ct: study.ct! },
    landmarks,
    labels: instanceLabels(found.components, found.measured.lesions, study.pet.data.length),
  };
}

/** A report knows the factor to SUV, options of that time included. */
async function open(
  { pet, ct, told }: StudyFiles,
  log: CheckedCompareOptions['log'],
): Promise<OpenStudy> {
  const asked = { pet, ct, ...nothingSaid };
  if (told === null || told.suvFactor === 1) return openStudy(asked, log);
  const opened = await openStudy({ ...asked, petUnit: 'suv' }, log);
  return { ...opened, scale: { ...storedSuv, factor: told.suvFactor } };
}

const nothingSaid = {
  petUnit: 'auto',
  weight: null,
  dose: null,
  nuclide: null,
  injectionTime: null,
  scanTime: null,
  decayCorrection: null,
} as const;
