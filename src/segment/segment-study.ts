import type { Components } from '../array/connected-components.js';
import type { Voxels } from '../array/voxels.js';
import { type PlannedFile, writeTogether } from '../files/write-together.js';
import type { Volume } from '../image/volume.js';
import { volumeFile } from '../image/write/write-volume.js';
import type { MeasuredLesions } from '../lesions/measured-lesions.js';
import type { OrganMap } from '../lesions/organ-map.js';
import type { BodyPlace } from '../lesions/place-in-body.js';
import type { ClickEncoding } from '../nnunet/model/clicks/click-encoding.js';
import type { Model } from '../nnunet/model/load-model.js';
import type { LendEngine } from '../runtime/lend-engine.js';
import type { Patient } from '../suv/patient.js';
import type { AheadAnswer } from './ahead/read-ahead-worker.js';
import { replay } from './ahead/replay.js';
import { checkLabels } from './check-labels.js';
import type { Previous } from './clicks/click-input.js';
import { obeyClicks } from './clicks/obey-clicks.js';
import { openClicks } from './clicks/open-clicks.js';
import { readClicks } from './clicks/read-clicks.js';
import { rememberPrevious } from './clicks/remember-previous.js';
import { toldOfClicks } from './clicks/told-of-clicks.js';
import type { KeptStudy } from './kept-study.js';
import { type MemoryOptions, type MemoryPlan, planMemory } from './memory/plan-memory.js';
import type { Complete, SegmentOptions } from './options/segment-options.js';
import { labelFiles } from './postprocess/label-files.js';
import { lesionMask } from './postprocess/lesion-mask.js';
import { toProbability } from './postprocess/to-probability.js';
import { findLesions } from './report/find-lesions.js';
import { madeBy } from './report/made-by.js';
import { makeResult } from './report/make-result.js';
import { pageText } from './report/page-text.js';
import { resultFiles } from './report/result-files.js';
import type { SegmentResult, UsedModel } from './report/segment-result.js';
import { writeReport } from './report/write-report.js';
import type { NetworkResult } from './run-network.js';
import { runNetworks } from './run-networks.js';
import type { StepClock } from './step-clock.js';
import { heedInputCheck } from './study/heed-input-check.js';
import { modelDemands } from './study/model-demands.js';
import type { OpenStudy } from './study/open-study.js';
import { readStudy } from './study/read-study.js';
import { studySize } from './study/study-size.js';

/** A model that has been loaded. */
export interface ReadyModel {
  readonly model: Model;
  /** What is told of it. */
  readonly used: UsedModel;
  /** Where its networks run. */
  readonly lendEngine: LendEngine;
}

/** What was found in a study. */
export interface Found {
  /** [z,y,x], on the PET's grid: 1 in lesions. */
  readonly mask: Volume<Uint8Array>;
  /** SUV, g/ml. */
  readonly pet: Volume<Voxels>;
  readonly patient: Patient;
  /** Of the mask, 18-connected. */
  readonly components: Components;
  readonly measured: MeasuredLesions;
  /** Of each lesion, in the order of their numbers. */
  readonly places: readonly BodyPlace[];
}

/** What goes with a study, all of which may be left out. */
export interface Beside {
  /** What else is written of what was found. */
  readonly alsoWritten?: (found: Found) => Promise<readonly PlannedFile[]>;
  /** The study itself where it is being read ahead; null when that has failed. */
  readonly ahead?: Promise<AheadAnswer | null>;
  /** What is kept of this study from the iteration before; null where nothing is. */
  readonly kept?: KeptStudy | null;
  /** Called when the last network begins, with what the study takes. */
  readonly onNetwork?: (memory: MemoryPlan) => void;
}

/**
 * Segments one study that has been opened with a model that is loaded already, onto outputs that were checked: reads PET and
 * CT, runs the networks, writes the mask on the PET's grid. All outputs are written, or none.
 *
 * @param clock started when the study was begun
 * @throws InputError, OptionError, ModelError, DeviceError, ResourceError, InterruptedError
 */
export async function segmentStudy(
  { model, used, lendEngine }: ReadyModel,
  opened: OpenStudy,
  options: Complete<SegmentOptions>,
  clock: StepClock,
  { alsoWritten, ahead, kept = null, onNetwork }: Beside = {},
): Promise<SegmentResult> {
  const { log } = options;
  const told = options.clicks === null ? null : await readClicks(options.clicks, log);
  checkLabels(model, options);
  const memory = await planForHeaders(opened, model, options);
  const { study, input } = await clock.time('read', async () => {
    const read = await ahead;
    if (read) return replay(read, log);
    const study = kept?.study ?? (await readStudy(opened, log, modelDemands(model)));
    if (kept !== null) kept.study = study;
    return { study, input: null };
  });
  heedInputCheck(study.inputCheck, options.acceptInput, log);
  if (model.postprocessing.length > 0) {
    log.info({ rules: model.postprocessing }, "the model's postprocessing.json is applied");
  }
  if (told !== null && model.clicks === null && !options.obeyClicks) {
    log.warn({}, 'the model takes no clicks: they change nothing but with --obey-clicks');
  }
  const clickInput = await openClicks(told, study.pet, model, options.state, log);
  const run = { options, lendEngine, clock, clickInput, kept: kept?.channels ?? null };
  // What was made ahead was made without clicks.
  const made = told === null ? input : null;
  const found = await runNetworks(model, study, memory, run, made, () => onNetwork?.(memory));
  const { probability, prediction, lesionsDropped } = found;
  const mask = { ...found.mask, data: lesionMask(found.mask.data, model.lesions) };
  const obeyed = options.obeyClicks ? obeyClicks(mask.data, study.pet, clickInput.clicks) : null;
  if (obeyed !== null) log.info({ ...obeyed }, 'the mask says what the clicks say');
  const { suvThreshold } = options;
  const network = {
    certainty: found.certaintyAt,
    confidence: model.calibration?.confidence ?? null,
    volumeRange: obeyed === null ? found.volumeRange : null,
  };
  const organs = found.organs ?? organsOf(found.mask.data, model);
  const { patient } = opened;
  const shown = findLesions(study, mask, { suvThreshold, network, organs, patient, log });
  const labels = { ...found.mask, data: withLesions(found.mask.data, shown.mask.data, model) };
  const masks = { mask: labels, lesions: shown.mask, organs: found.organs };
  const files = labelFiles(options, masks, model.lesions);
  if (options.probabilities !== null) {
    files.push(volumeFile(options.probabilities, probability!));
  }
  const resultNow = (): SegmentResult =>
    makeResult({
      options,
      model: used,
      prediction,
      lesionsDropped,
      lesions: shown.lesions,
      references: shown.anatomy.references,
      inputCheck: study.inputCheck,
      clicks:
        told === null && model.clicks === null
          ? null
          : toldOfClicks(clickInput, model.clicks, obeyed),
      opened,
      seconds: { ...clock.seconds(), total: clock.elapsed() },
    });
  const text = () => {
    const result = resultNow();
    return pageText(result, madeBy(result));
  };
  files.push(...resultFiles(options, { study, found: shown, pageText: text }));
  if (alsoWritten)
    files.push(
      ...(await alsoWritten({ ...shown, patient, pet: study.pet, places: shown.lesions.table })),
    );
  const timed = files.map(({ write, ...file }) => ({
    ...file,
    write: (partial: string) => clock.time('write', () => write(partial)),
  }));
  const result = await writeTogether(timed, async () => {
    const made = resultNow();
    if (options.report !== null) await writeReport(options.report, made);
    return made;
  });
  if (clickInput.key !== null) {
    const answer = answerOf(mask, found, model.clicks!.encoding);
    await rememberPrevious(options.state, clickInput.key, answer, log);
  }
  return result;
}

/** A mask of labels with the lesions of another and no others; itself where these are its own. */
function withLesions(
  labels: Uint8Array,
  lesions: Uint8Array,
  { lesions: { values } }: Model,
): Uint8Array {
  const isOther = (label: number, i: number): boolean =>
    (lesions[i] !== 0) !== values.includes(label);
  if (labels === lesions || !labels.some(isOther)) return labels;
  const lesion = values.at(-1)!;
  return labels.map((label, i) => (isOther(label, i) ? (lesions[i] === 0 ? 0 : lesion) : label));
}

/** What the model knows beside lesions; null for a model of lesions alone. */
function organsOf(labels: Uint8Array, { lesions: { others } }: Model): OrganMap | null {
  return others.length === 0 ? null : { labels, organs: others };
}

/** What the next iteration's network is shown of this one. */
function answerOf(
  mask: Volume<Uint8Array>,
  { prediction, shape }: NetworkResult,
  { previous }: ClickEncoding,
): Previous {
  if (previous === 'mask') return { kind: 'mask', mask };
  const { logits, layout } = prediction;
  return { kind: 'probability', data: toProbability(layout, (k) => logits[k]!), shape };
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
    await Promise.all([study.pet.count(), study.ct?.count()]);
    throw error;
  }
}
