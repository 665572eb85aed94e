import type { Shape } from '../array/grid.js';
import type { Volume } from '../image/volume.js';
import type { OrganMap } from '../lesions/organ-map.js';
import type { Log } from '../log.js';
import type { Model } from '../nnunet/model/load-model.js';
import type { LendEngine } from '../runtime/lend-engine.js';
import type { ClickInput } from './clicks/click-input.js';
import { type CertaintyAt, certaintyAt } from './postprocess/certainty-at.js';
import { dropUncertain } from './postprocess/drop-uncertain.js';
import { type Output, onPetGrid } from './postprocess/on-pet-grid.js';
import { organsOnGrid } from './postprocess/organs-on-grid.js';
import { postprocess } from './postprocess/postprocess.js';
import { volumeAbove } from './postprocess/volume-above.js';
import { type Deadline, deadline } from './predict/deadline.js';
import { predictLogits } from './predict/predict-logits.js';
import type { Prediction, PredictOptions } from './predict/prediction.js';
import { shareDeadline } from './predict/share-deadline.js';
import type { KeptChannels } from './preprocess/kept-channels.js';
import { orientationOf } from './preprocess/orientation-of.js';
import { prepareInput } from './preprocess/prepare-input.js';
import type { NetworkInput } from './preprocess/preprocess.js';
import type { VolumeRange } from './report/network-view.js';
import type { StepClock } from './step-clock.js';
import type { Study } from './study/read-study.js';

/** What holds for every network of a study. */
export interface StudyRun {
  readonly options: Omit<PredictOptions, 'deadline' | 'sessions' | 'loadsAhead'> & {
    /** Seconds the whole study may take; null for no limit. */
    readonly timeLimit: number | null;
    /** Where the last network's probability goes; null for nowhere. */
    readonly probabilities: string | null;
  };
  readonly lendEngine: LendEngine;
  readonly clock: StepClock;
  /** On the PET's grid. */
  readonly clickInput: ClickInput;
  /** PET and CT that were prepared before; null where nothing is kept. */
  readonly kept: KeptChannels | null;
}

/** What changes from network to network. */
export interface NetworkTurn {
  readonly model: Model;
  /** What the cascade's network before this one found, on the PET's grid; null for none. */
  readonly earlierMask: Volume<Uint8Array> | null;
  /** How many sessions share the threads on the CPU. */
  readonly sessions: number;
  /** Whether there is memory for two folds' networks at once. */
  readonly loadsAhead: boolean;
  /** Share of the time left that this network may use, 0 < shareOfTime <= 1. */
  readonly shareOfTime: number;
  readonly wantsProbability: boolean;
  /** Its input where that has been made ahead; null where it is to be made now. */
  readonly prepared: NetworkInput | null;
  /** Called when its network begins: from then on the processor has time for other things. */
  readonly onNetwork: () => void;
  /** Goes by the network's name where it is not the last. */
  readonly clock: StepClock;
}

/** What a network found, and how. */
export interface NetworkResult extends Output {
  readonly prediction: Prediction;
  /** How many lesions the model's `lesion_certainty` took back. */
  readonly lesionsDropped: number;
  readonly certaintyAt: CertaintyAt;
  /** On the PET's grid, from the network's second output; null where it has none. */
  readonly organs: OrganMap | null;
  /** Null for a model that is not calibrated. */
  readonly volumeRange: VolumeRange | null;
  /** Of the network's grid, [z,y,x]. */
  readonly shape: Shape;
}

/**
 * Takes a study through one network: preprocessing, the sliding window, and back to the PET's grid.
 *
 * @throws InputError, ModelError, DeviceError, ResourceError, InterruptedError
 */
export async function runNetwork(
  study: Study,
  { options, lendEngine, clickInput, kept }: StudyRun,
  turn: NetworkTurn,
): Promise<NetworkResult> {
  const { model, clock } = turn;
  const orientation = orientationOf(study, model);
  const input = await clock.time(
    'preprocess',
    () =>
      turn.prepared ??
      prepareInput(study, model, turn.earlierMask, options.threads, clickInput, kept),
  );
  const due = shareDeadline(dueTime(options.timeLimit, clock), turn.shareOfTime);
  const { sessions, loadsAhead } = turn;
  const predictOptions = { ...options, sessions, loadsAhead, deadline: due };
  const prediction = await clock.time('network', () => {
    turn.onNetwork();
    return lendEngine((engine) => predictLogits(engine, model, input, predictOptions));
  });
  return clock.time('postprocess', () => {
    const interval = model.calibration?.interval ?? null;
    const above = (logit: number): number =>
      volumeAbove(prediction.logits[0]!, logit, networkVoxelMl(input));
    // Also what is about to be dropped may be lesion.
    const highMl = interval && above(-interval.logit);
    const lesionsDropped = dropUncertainLesions(prediction, input, model, options.log);
    const lowMl = interval && above(interval.logit);
    const segmentation = postprocess(prediction, input, model, turn.wantsProbability);
    const onGrid = onPetGrid(segmentation, study, orientation, model, clickInput.clicks.tumour);
    const { shape, frame } = input;
    const looked = { shape, frame, orientation, size: study.pet.size };
    return {
      ...onGrid,
      prediction,
      lesionsDropped,
      volumeRange: interval && { lowMl: lowMl!, highMl: highMl!, coverage: interval.coverage },
      shape,
      organs: organsOnGrid(prediction.organs, looked, model),
      certaintyAt: certaintyAt(prediction, looked, model),
    };
  });
}

/** Changes the logits in place. */
function dropUncertainLesions(
  { logits, layout }: Prediction,
  input: NetworkInput,
  { lesionCertainty }: Model,
  log: Log,
): number {
  const { shape, clicked } = input;
  const dropped = dropUncertain(
    logits[0]!,
    shape,
    networkVoxelMl(input),
    lesionCertainty,
    clicked.tumour.flat(),
    layout.areProbabilities,
  );
  if (dropped > 0) {
    log.info({ dropped }, `${dropped} lesion(s) dropped by the model's lesion_certainty`);
  }
  return dropped;
}

function networkVoxelMl({ frame }: NetworkInput): number {
  const [depth, height, width] = frame.networkSpacing;
  return (depth * height * width) / 1000;
}

/** What comes after the networks costs about as much as what came before and between them. */
function dueTime(timeLimit: number | null, clock: StepClock): Deadline {
  return deadline(timeLimit, clock.elapsed() - clock.secondsOf('network'), clock.elapsed);
}
