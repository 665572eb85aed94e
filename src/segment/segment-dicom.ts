import { loadModel } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { lendFreshEngine } from '../runtime/lend-engine.js';
import { checkDicomOutputs } from './check-dicom-outputs.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmentDicomSchema } from './options/options-schema.js';
import type { SegmentDicomOptions } from './options/segment-options.js';
import { usedModel } from './report/make-result.js';
import type { SegmentResult } from './report/segment-result.js';
import { segmentDicomStudy } from './segment-dicom-study.js';
import { startStepClock } from './step-clock.js';

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
  const options = normaliseOptions(segmentDicomSchema, given);
  const { log, signal } = options;
  return interruptible(signal, async () => {
    const clock = startStepClock(log, signal);
    await checkDicomOutputs(options);
    const model = await clock.time('model', () => loadModel(options.model, options));
    const ready = { model, used: await usedModel(model), lendEngine: lendFreshEngine };
    return segmentDicomStudy(ready, options, clock);
  });
}
