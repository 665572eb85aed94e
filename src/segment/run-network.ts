import { asStored, type Reorientation, reorient, reorientationTo } from '../image/orient.js';
import type { Log } from '../log.js';
import type { Model } from '../nnunet/model/load-model.js';
import type { LendEngine } from '../runtime/lend-engine.js';
import { fitSessions } from './memory/fit-sessions.js';
import { dropUncertain } from './postprocess/drop-uncertain.js';
import { type Output, onPetGrid } from './postprocess/on-pet-grid.js';
import { postprocess } from './postprocess/postprocess.js';
import { type Deadline, deadline } from './predict/deadline.js';
import { predictLogits } from './predict/predict-logits.js';
import type { Prediction, PredictOptions } from './predict/prediction.js';
import { shareDeadline } from './predict/share-deadline.js';
import { type NetworkInput, preprocess } from './preprocess/preprocess.js';
import type { StageClock } from './stage-clock.js';
import type { Study } from './study/read-study.js';
import { studySize } from './study/study-size.js';

export interface StageOptions extends Omit<PredictOptions, 'deadline' | 'sessions'> {
  /** Seconds the whole study may take; null for no limit. */
  readonly timeLimit: number | null;
  readonly wantsProbability: boolean;
  readonly lendEngine: LendEngine;
  readonly clock: StageClock;
}

/** What a model found, and how. */
export interface StageResult extends Output {
  readonly prediction: Prediction;
  /** How many lesions the model's `lesion_certainty` took back. */
  readonly lesionsDropped: number;
}

/**
 * Takes a study through one model: preprocessing, the sliding window, and back to the PET's grid. In
 * a cascade the earlier model goes first, and its segmentation becomes part of the input.
 *
 * @param networksToCome how many models of the cascade come after this one and share the time left
 * @throws InputError, ModelError, DeviceError, ResourceError
 */
export async function runStage(
  model: Model,
  study: Study,
  options: StageOptions,
  networksToCome = 0,
): Promise<StageResult> {
  const { clock } = options;
  const named = (step: string): string =>
    networksToCome === 0 ? step : `${model.configuration.name} ${step}`;
  const earlier =
    model.previousStage &&
    (await runStage(
      model.previousStage,
      study,
      { ...options, wantsProbability: false },
      networksToCome + 1,
    ));

  const orientation = orientationOf(study, model);
  const input = await clock.time(named('preprocess'), () => {
    const images = { PET: reorient(study.pet, orientation), CT: reorient(study.ct, orientation) };
    const inNetworkOrder = model.modalities.map((modality) => images[modality]);
    const previousStage = earlier && {
      segmentation: reorient(earlier.mask, orientation).data,
      foregroundLabels: model.dataset.foregroundLabels,
    };
    const { modalities, plans, configuration } = model;
    return preprocess(
      inNetworkOrder,
      modalities,
      plans,
      configuration,
      previousStage,
      options.threads,
    );
  });
  const sessions = fitSessions(studySize(study), model, options.threads);
  const due = shareDeadline(dueTime(options), 1 / (networksToCome + 1));
  const prediction = await clock.time(named('network'), () =>
    options.lendEngine((engine) =>
      predictLogits(engine, model, input, { ...options, sessions, deadline: due }),
    ),
  );
  return clock.time(named('postprocess'), () => {
    const lesionsDropped = dropUncertainLesions(prediction, input, model, options.log);
    const segmentation = postprocess(prediction, input, model, options.wantsProbability);
    const output = onPetGrid(segmentation, study, orientation, model);
    return { ...output, prediction, lesionsDropped };
  });
}

/** Changes the logits in place. */
function dropUncertainLesions(
  { logits }: Prediction,
  { shape, frame }: NetworkInput,
  { lesionCertainty }: Model,
  log: Log,
): number {
  const [depth, height, width] = frame.networkSpacing;
  const voxelMillilitres = (depth * height * width) / 1000;
  const dropped = dropUncertain(logits[0]!, shape, voxelMillilitres, lesionCertainty);
  if (dropped > 0) {
    log.info({ dropped }, `${dropped} lesion(s) dropped by the model's lesion_certainty`);
  }
  return dropped;
}

/** A model that asks for an orientation gets it; others see the voxels as stored, as in nnU-Net. */
function orientationOf({ pet }: Study, model: Model): Reorientation {
  return model.orientation === null ? asStored : reorientationTo(pet, model.orientation);
}

/** What comes after the networks costs about as much as what came before and between them. */
function dueTime({ timeLimit, clock }: StageOptions): Deadline {
  const inNetworks = Object.entries(clock.seconds)
    .filter(([stage]) => stage.endsWith('network'))
    .reduce((sum, [, seconds]) => sum + seconds, 0);
  return deadline(timeLimit, clock.elapsed() - inNetworks, clock.elapsed);
}
