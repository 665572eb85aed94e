import { loadModel } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { lendFreshEngine } from '../runtime/lend-engine.js';
import { checkStudyOutputs } from './check-study-outputs.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmentDicomSchema } from './options/options-schema.js';
import type { SegmentDicomOptions } from './options/segment-options.js';
import { usedModel } from './report/make-result.js';
import type { SegmentResult } from './report/segment-result.js';
import { segmentStudy } from './segment-study.js';
import { startStepClock } from './step-clock.js';
import { openDicomStudy } from './study/open-dicom-study.js';

/**
 * Segments the study that lies in a folder or .zip of DICOM files, as `segment` does with image files; the mask lies on the
 * PET's slices.
 *
 * @returns as `segment`; `pet` and `ct` name series by a hash of their UIDs, and `suv` tells how the PET became SUV
 * @throws AutopetError of the kind that fits, as `segment`; its message names no file, no UID and no patient
 */
export async function segmentDicom(given: SegmentDicomOptions): Promise<SegmentResult> {
  const { dicom, petSeries, ctSeries, frame, ...options } = normaliseOptions(
    segmentDicomSchema,
    given,
  );
  const { log, signal } = options;
  return interruptible(signal, async () => {
    const clock = startStepClock(log, signal);
    await checkStudyOutputs({ ...options, pet: null, ct: null });
    const model = await clock.time('model', () => loadModel(options.model, options));
    const used = await usedModel(model);
    const input = { ...options, dicom, petSeries, ctSeries, frame };
    const opened = await clock.time('dicom', () => openDicomStudy(input, log));
    try {
      const named = { ...options, pet: opened.pet.path, ct: opened.ct.path };
      return await segmentStudy({ model, used, lendEngine: lendFreshEngine }, opened, named, clock);
    } finally {
      await opened.close();
    }
  });
}
