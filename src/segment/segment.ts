import { checkWritable, writeVolume } from '../image/write-volume.js';
import { loadModel, type Model } from '../nnunet/model/load-model.js';
import { type LendEngine, lendFreshEngine } from '../runtime/lend-engine.js';
import { interruptible } from './interruptible.js';
import { checkMemory } from './memory/check-memory.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmentSchema } from './options/options-schema.js';
import type { Complete, SegmentOptions } from './options/segment-options.js';
import { makeResult, usedModel } from './report/make-result.js';
import type { SegmentResult, UsedModel } from './report/segment-result.js';
import { runStage } from './run-network.js';
import { type StageClock, startStageClock } from './stage-clock.js';
import { readStudy } from './study/read-study.js';
import { peekStudySize, studySize } from './study/study-size.js';

/**
 * Segments one study: reads PET and CT, runs the model, writes the mask on the PET's grid.
 * On any failure no file is left at `output`.
 *
 * @returns what was done, how long each stage took, and what was found
 * @throws AutopetError of the kind that fits: OptionError, InputError, ModelError, DeviceError,
 *   ResourceError, InterruptedError
 */
export async function segment(given: SegmentOptions): Promise<SegmentResult> {
  const options = normaliseOptions(segmentSchema, given);
  const { log, signal } = options;
  return interruptible(signal, async () => {
    const clock = startStageClock(log, signal);
    await checkOutputs(options);
    const model = await clock.time('model', () => loadModel(options.model, options));
    const used = await usedModel(model);
    return segmentStudy({ model, used, lendEngine: lendFreshEngine }, options, clock);
  });
}

/** A model that has been loaded. */
export interface ReadyModel {
  readonly model: Model;
  /** What is told of it. */
  readonly used: UsedModel;
  /** Where its networks run. */
  readonly lendEngine: LendEngine;
}

/**
 * Segments one study with a model that is loaded already, onto outputs that were checked.
 *
 * @param clock started when the study was begun
 * @throws as {@link segment}; what the signal's abortion throws may be anything
 */
export async function segmentStudy(
  { model, used, lendEngine }: ReadyModel,
  options: Complete<SegmentOptions>,
  clock: StageClock,
): Promise<SegmentResult> {
  const { log, device, threads } = options;
  const size = await peekStudySize(options.pet, options.ct);
  if (size !== null) checkMemory(size, model, device, threads, log);
  const study = await clock.time('read', () => readStudy(options.pet, options.ct, log));
  if (size === null) checkMemory(studySize(study), model, device, threads, log);
  if (model.postprocessing.length > 0) {
    log.info({ rules: model.postprocessing }, "the model's postprocessing.json is applied");
  }
  const { mask, probability, prediction, lesionsDropped } = await runStage(model, study, {
    ...options,
    clock,
    lendEngine,
    wantsProbability: options.probabilities !== null,
  });
  await clock.time('write', async () => {
    if (options.probabilities !== null) await writeVolume(options.probabilities, probability!);
    await writeVolume(options.output, mask);
  });
  return makeResult({
    options,
    model: used,
    prediction,
    lesionsDropped,
    mask,
    pet: study.pet,
    seconds: { ...clock.seconds, total: clock.elapsed() },
  });
}

/** A folder that cannot be written to is told before any work is done. */
export async function checkOutputs({
  output,
  probabilities,
}: Pick<Complete<SegmentOptions>, 'output' | 'probabilities'>): Promise<void> {
  await checkWritable(output);
  if (probabilities !== null) await checkWritable(probabilities);
}
