import { writeTogether } from '../files/write-together.js';
import { countVoxels } from '../image/read/read-voxels.js';
import { volumeFile } from '../image/write/write-volume.js';
import type { Model } from '../nnunet/model/load-model.js';
import type { LendEngine } from '../runtime/lend-engine.js';
import { type MemoryOptions, type MemoryPlan, planMemory } from './memory/plan-memory.js';
import type { Complete, SegmentOptions } from './options/segment-options.js';
import { makeResult } from './report/make-result.js';
import type { SegmentResult, UsedModel } from './report/segment-result.js';
import { writeReport } from './report/write-report.js';
import { runNetworks } from './run-networks.js';
import type { StepClock } from './step-clock.js';
import { heedInputCheck } from './study/heed-input-check.js';
import { type OpenStudy, openStudy } from './study/open-study.js';
import { readStudy } from './study/read-study.js';
import { scaleDependence } from './study/scale-dependence.js';
import { studySize } from './study/study-size.js';

/** A model that has been loaded. */
export interface ReadyModel {
  readonly model: Model;
  /** What is told of it. */
  readonly used: UsedModel;
  /** Where its networks run. */
  readonly lendEngine: LendEngine;
}

/**
 * Segments one study with a model that is loaded already, onto outputs that were checked: reads PET and
 * CT, runs the networks, writes the mask on the PET's grid. All outputs are written, or none.
 *
 * @param clock started when the study was begun
 * @throws InputError, ModelError, DeviceError, ResourceError, InterruptedError
 */
export async function segmentStudy(
  { model, used, lendEngine }: ReadyModel,
  options: Complete<SegmentOptions>,
  clock: StepClock,
): Promise<SegmentResult> {
  const { log } = options;
  const opened = await openStudy(options.pet, options.ct);
  const memory = await planForHeaders(opened, model, options);
  const dependence = scaleDependence(model);
  const study = await clock.time('read', () => readStudy(opened, log, dependence));
  heedInputCheck(study.inputCheck, options.acceptInput, log);
  if (model.postprocessing.length > 0) {
    log.info({ rules: model.postprocessing }, "the model's postprocessing.json is applied");
  }
  const found = await runNetworks(model, study, memory, { options, lendEngine, clock });
  const { mask, probability, prediction, lesionsDropped } = found;
  const volumes = [volumeFile(options.output, mask)];
  if (options.probabilities !== null) {
    volumes.push(volumeFile(options.probabilities, probability!));
  }
  const timed = volumes.map(({ path, write }) => ({
    path,
    write: (partial: string) => clock.time('write', () => write(partial)),
  }));
  return writeTogether(timed, async () => {
    const result = makeResult({
      options,
      model: used,
      prediction,
      lesionsDropped,
      mask,
      pet: study.pet,
      inputCheck: study.inputCheck,
      seconds: { ...clock.seconds(), total: clock.elapsed() },
    });
    if (options.report !== null) await writeReport(options.report, result);
    return result;
  });
}

/**
 * Plans the memory by the headers alone.
 *
 * @throws InputError where it is the headers that lie; ResourceError when the study does not fit
 */
async function planForHeaders(
  study: OpenStudy,
  model: Model,
  options: MemoryOptions,
): Promise<MemoryPlan> {
  try {
    return planMemory(studySize(study), model, options);
  } catch (error) {
    await Promise.all([countVoxels(study.pet), countVoxels(study.ct)]);
    throw error;
  }
}
