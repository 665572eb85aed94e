import { checkWritable, writeVolume } from '../image/write-volume.js';
import { loadModel, type Model } from '../nnunet/model/load-model.js';
import { interruptible } from '../process/interruptible.js';
import { type LendEngine, lendFreshEngine } from '../runtime/lend-engine.js';
import { type MemoryPlan, planMemory } from './memory/plan-memory.js';
import { normaliseOptions } from './options/normalise-options.js';
import { segmentSchema } from './options/options-schema.js';
import type { Complete, SegmentOptions } from './options/segment-options.js';
import { makeResult, usedModel } from './report/make-result.js';
import type { SegmentResult, UsedModel } from './report/segment-result.js';
import { runNetworks } from './run-networks.js';
import { type StepClock, startStepClock } from './step-clock.js';
import { readStudy } from './study/read-study.js';
import { peekStudySize, type StudySize, studySize } from './study/study-size.js';

/**
 * Segments one study: reads PET and CT, runs the model, writes the mask on the PET's grid.
 * On any failure no file is left at `output`.
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
 * @throws as {@link segment}
 */
export async function segmentStudy(
  { model, used, lendEngine }: ReadyModel,
  options: Complete<SegmentOptions>,
  clock: StepClock,
): Promise<SegmentResult> {
  const { log } = options;
  const memoryFor = (size: StudySize): MemoryPlan => planMemory(size, model, options);
  const size = await peekStudySize(options.pet, options.ct);
  const early = size && memoryFor(size);
  const study = await clock.time('read', () => readStudy(options.pet, options.ct, log));
  const memory = early ?? memoryFor(studySize(study));
  if (model.postprocessing.length > 0) {
    log.info({ rules: model.postprocessing }, "the model's postprocessing.json is applied");
  }
  const found = await runNetworks(model, study, memory, { options, lendEngine, clock });
  const { mask, probability, prediction, lesionsDropped } = found;
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
    seconds: { ...clock.seconds(), total: clock.elapsed() },
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
