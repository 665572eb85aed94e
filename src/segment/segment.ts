import { checkOutputs } from '../files/check-outputs.js';
import { checkMaskName, writeVolume } from '../image/write-volume.js';
import type { Log } from '../log.js';
import type { FoldChoice } from '../nnunet/model/find-folds.js';
import { loadModel, type Model } from '../nnunet/model/load-model.js';
import { availableThreads } from '../process/available-threads.js';
import type { DeviceChoice } from '../runtime/device.js';
import { type LendEngine, lendFreshEngine } from '../runtime/lend-engine.js';
import { type MemoryPlan, planMemory } from './memory/plan-memory.js';
import type { Tta } from './predict/plan-passes.js';
import { makeReport, type Report, reportedModel } from './report/make-report.js';
import { runNetworks } from './run-networks.js';
import { type StepClock, startStepClock } from './step-clock.js';
import { readStudy } from './study/read-study.js';
import { peekStudySize, type StudySize, studySize } from './study/study-size.js';

export interface SegmentOptions {
  /** PET in SUV (g/ml) and CT in HU: .mha, .mhd, .nii, .nii.gz or .nrrd; the grids may differ. */
  readonly pet: string;
  readonly ct: string;
  /** Where the mask goes: an .mha file. */
  readonly output: string;
  /** An nnU-Net v2 model folder. */
  readonly model: string;
  readonly device: DeviceChoice;
  readonly tta: Tta;
  readonly folds: FoldChoice;
  /** Share of the patch between neighbouring tiles, 0 < stepSize <= 1; nnU-Net's is 0.5. */
  readonly stepSize: number;
  /** Seconds the whole study may take; null for no limit. Only `tta: 'auto'` yields to it. */
  readonly timeLimit: number | null;
  /** Default: what the machine and its container allow. */
  readonly threads: number | null;
  /** Where the probability of the lesion goes, an .mha file of float32; null for nowhere. */
  readonly probabilities: string | null;
  readonly log: Log;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Segments one study: reads PET and CT, runs the model, writes the mask on the PET's grid.
 * On any failure no file is left at `output`.
 *
 * @returns what was done, how long each step took, and what was found
 * @throws AutopetError of the kind that fits: InputError, ModelError, DeviceError, ResourceError
 */
export async function segment(options: SegmentOptions): Promise<Report> {
  const clock = startStepClock(options.log);
  await checkStudyOutputs(options);
  const { folds } = options;
  const model = await clock.time('model', () => loadModel(options.model, { folds }));
  return segmentWith(model, await reportedModel(model), lendFreshEngine, options, clock);
}

/**
 * Segments one study with a model that is loaded already.
 *
 * @param reported what the report says of the model
 * @param lendEngine where the networks run
 * @param clock started when the study was begun
 * @throws as {@link segment}
 */
export async function segmentWith(
  model: Model,
  reported: Report['model'],
  lendEngine: LendEngine,
  options: SegmentOptions,
  clock: StepClock,
): Promise<Report> {
  const { log } = options;
  await checkStudyOutputs(options);
  const threads = options.threads ?? availableThreads();
  const memoryFor = (size: StudySize): MemoryPlan =>
    planMemory(size, model, { device: options.device, threads, log });
  const size = await peekStudySize(options.pet, options.ct);
  const early = size && memoryFor(size);
  const study = await clock.time('read', () => readStudy(options.pet, options.ct, log));
  const memory = early ?? memoryFor(studySize(study));
  if (model.postprocessing.length > 0) {
    log.info({ rules: model.postprocessing }, "the model's postprocessing.json is applied");
  }
  const wantsProbability = options.probabilities !== null;
  const found = await runNetworks(model, study, memory, {
    ...options,
    threads,
    clock,
    lendEngine,
    wantsProbability,
  });
  const { mask, probability, prediction, lesionsDropped } = found;
  await clock.time('write', async () => {
    if (options.probabilities !== null) await writeVolume(options.probabilities, probability!);
    await writeVolume(options.output, mask);
  });
  return makeReport({
    options,
    model: reported,
    prediction,
    lesionsDropped,
    threads,
    mask,
    pet: study.pet,
    seconds: { ...clock.seconds(), total: clock.elapsed() },
  });
}

/** What cannot be written is told before any work is done. */
async function checkStudyOutputs({
  output,
  probabilities,
  ...inputs
}: SegmentOptions): Promise<void> {
  const outputs = [output, ...(probabilities === null ? [] : [probabilities])];
  for (const path of outputs) checkMaskName(path);
  await checkOutputs({ outputs, inputs: [inputs.pet, inputs.ct] });
}
