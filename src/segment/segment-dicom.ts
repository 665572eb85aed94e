import { checkServer } from '../dicom/web/check-server.js';
import { storeObjects } from '../dicom/web/store-objects.js';
import { type DicomObject, makeObjects } from '../dicom/write/make-objects.js';
import { objectsFolder } from '../dicom/write/write-dicom-results.js';
import type { PlannedFile } from '../files/write-together.js';
import { loadModel } from '../nnunet/model/load-model.js';
import { takesCt } from '../nnunet/model/takes-ct.js';
import { interruptible } from '../process/interruptible.js';
import { lendFreshEngine } from '../runtime/lend-engine.js';
import { checkStudyOutputs } from './check-study-outputs.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmentDicomSchema } from './options/options-schema.js';
import type { SegmentDicomOptions } from './options/segment-options.js';
import { usedModel } from './report/make-result.js';
import type { SegmentResult } from './report/segment-result.js';
import { type Found, segmentStudy } from './segment-study.js';
import { startStepClock } from './step-clock.js';
import { checkChannels } from './study/check-channels.js';
import { openDicomStudy } from './study/open-dicom-study.js';

/**
 * Segments the study that lies in a folder or .zip of DICOM files, as `segment` does with image files; the mask lies on the
 * PET's slices.
 *
 * What was found also goes into an archive's folder or onto its server where these are given: onto the server last, when
 * all else is written.
 *
 * @returns as `segment`; `pet` and `ct` name series by a hash of their UIDs, and `suv` tells how the PET became SUV
 * @throws AutopetError of the kind that fits, as `segment`; its message names no file, no UID and no patient
 */
export async function segmentDicom(given: SegmentDicomOptions): Promise<SegmentResult> {
  const { dicom, petSeries, ctSeries, frame, dicomOutput, stow, ...options } = normaliseOptions(
    segmentDicomSchema,
    given,
  );
  const { log, signal } = options;
  return interruptible(signal, async () => {
    const clock = startStepClock(log, signal);
    await checkStudyOutputs({ ...options, dicomOutput, pet: null, ct: null });
    if (stow !== null) checkServer(stow, process.env);
    const model = await clock.time('model', () => loadModel(options.model, options));
    // Whether there is a CT is told once the folder was searched.
    checkChannels(model, true);
    const used = await usedModel(model);
    const input = { ...options, dicom, petSeries, ctSeries, frame };
    const opened = await clock.time('dicom', () => openDicomStudy(input, takesCt(model), log));
    try {
      const named = { ...options, pet: opened.pet.path, ct: opened.ct?.path ?? null };
      let objects: readonly DicomObject[] = [];
      const alsoWritten = async (found: Found): Promise<readonly PlannedFile[]> => {
        if (dicomOutput === null && stow === null) return [];
        objects = await makeObjects({ source: opened.dicom!.source, ...found });
        return dicomOutput === null ? [] : [objectsFolder(dicomOutput, objects)];
      };
      const ready = { model, used, lendEngine: lendFreshEngine };
      const result = await segmentStudy(ready, opened, named, clock, { alsoWritten });
      if (stow !== null)
        await storeObjects(stow, objects, { log, signal, environment: process.env });
      return result;
    } finally {
      await opened.close();
    }
  });
}
