import { loadModel } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { lendFreshEngine } from '../runtime/lend-engine.js';
import { checkStudyOutputs } from './check-study-outputs.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmentSchema } from './options/options-schema.js';
import type { SegmentOptions } from './options/segment-options.js';
import { usedModel } from './report/make-result.js';
import type { SegmentResult } from './report/segment-result.js';
import { segmentStudy } from './segment-study.js';
import { startStepClock } from './step-clock.js';
import { checkChannels } from './study/check-channels.js';
import { openStudy } from './study/open-study.js';

/**
 * Segments one study: reads PET and CT, runs the model, writes the mask on the PET's grid.
 * On any failure no output is written, and what was there before stays.
 *
 * @returns what was done, how long each step took, and what was found
 * @throws AutopetError of the kind that fits: OptionError, InputError, ModelError, DeviceError,
 *   ResourceError, InterruptedError
 */
export async function segment(given: SegmentOptions): Promise<SegmentResult> {
  const options = normaliseOptions(segmentSchema, given);
  const { log, signal } = options;
  return interruptible(signal, async () => {
    const clock = startStepClock(log, signal);
    await checkStudyOutputs(options);
    const model = await clock.time('model', () => loadModel(options.model, options));
    const used = await usedModel(model);
    checkChannels(model, options.ct !== null);
    const opened = await openStudy(options, log);
    return segmentStudy({ model, used, lendEngine: lendFreshEngine }, opened, options, clock);
  });
}
