import { storeObjects } from '../dicom/web/store-objects.js';
import { checkMaskOnSlices } from '../dicom/write/check-mask-on-slices.js';
import { type DicomObject, makeObjects } from '../dicom/write/make-objects.js';
import { objectsFolder } from '../dicom/write/write-dicom-results.js';
import type { PlannedFile } from '../files/write-together.js';
import { takesCt } from '../nnunet/model/takes-ct.js';
import type { Complete, SegmentDicomOptions } from './options/segment-options.js';
import type { SegmentResult } from './report/segment-result.js';
import { type Found, type ReadyModel, segmentStudy } from './segment-study.js';
import type { StepClock } from './step-clock.js';
import { checkChannels } from './study/check-channels.js';
import { openDicomStudy } from './study/open-dicom-study.js';

/**
 * Segments one study of DICOM files with a model that is loaded already, onto outputs that were checked; what was found goes
 * onto the archive's server last, when all else is written.
 *
 * @param clock started when the study was begun
 * @throws as {@link segmentStudy}; its message names no file, no UID and no patient
 */
export async function segmentDicomStudy(
  ready: ReadyModel,
  { dicomOutput, stow, ...options }: Complete<SegmentDicomOptions>,
  clock: StepClock,
): Promise<SegmentResult> {
  const { log, signal } = options;
  // Whether there is a CT is told once the folder was searched.
  checkChannels(ready.model, true);
  const opened = await clock.time('dicom', () =>
    openDicomStudy(options, takesCt(ready.model), log),
  );
  try {
    // Before the network's work is done in vain.
    if ((dicomOutput ?? stow) !== null) {
      checkMaskOnSlices(opened.pet.geometry, opened.dicom!.source);
    }
    const named = { ...options, pet: opened.pet.path, ct: opened.ct?.path ?? null };
    let objects: readonly DicomObject[] = [];
    const alsoWritten = async (found: Found): Promise<readonly PlannedFile[]> => {
      if (dicomOutput === null && stow === null) return [];
      objects = await makeObjects({ source: opened.dicom!.source, ...found });
      return dicomOutput === null ? [] : [objectsFolder(dicomOutput, objects)];
    };
    const result = await segmentStudy(ready, opened, named, clock, { alsoWritten });
    if (stow !== null) await storeObjects(stow, objects, { log, signal, environment: process.env });
    return result;
  } finally {
    await opened.close();
  }
}
