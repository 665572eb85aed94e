import { DeviceError, ModelError, ResourceError } from '../errors.js';
import type { Log } from '../log.js';
import type { Model } from '../model/load-model.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import type { Device, DeviceChoice } from '../runtime/device.js';
import { type Engine, EngineError } from '../runtime/engine.js';
import type { LoadedNetwork } from '../runtime/load-and-time.js';
import { loadFold } from '../runtime/load-fold.js';
import { accumulator } from '../sliding-window/accumulate.js';
import { extractTile } from '../sliding-window/extract-tile.js';
import type { Deadline } from './deadline.js';
import { type LogitLayout, logitLayout } from './logit-layout.js';
import { startPassClock } from './pass-clock.js';
import { passesWithin } from './passes-within.js';
import { type Pass, planPasses, type Tta } from './plan-passes.js';
import { tileQueue } from './tile-queue.js';
import { type TilesToRun, tilesToRun } from './tiles-to-run.js';

export interface PredictOptions {
  readonly device: DeviceChoice;
  readonly threads: number;
  /** How many sessions share the threads on the CPU, each with a tile of its own. */
  readonly sessions: number;
  readonly tta: Tta;
  /** Share of the patch between neighbouring tiles, 0 < stepSize <= 1. */
  readonly stepSize: number;
  readonly deadline: Deadline;
  readonly log: Log;
  readonly onProgress: (done: number, total: number) => void;
}

/** Mean logits on the network's grid, and how they came about. */
export interface Prediction {
  /** One array [z,y,x] per channel of the layout. */
  readonly logits: readonly Float32Array[];
  readonly layout: LogitLayout;
  readonly device: Device;
  /** How many ran tiles side by side. */
  readonly sessions: number;
  readonly tiles: number;
  /** How many more tiles would cover the whole image, air and all. */
  readonly tilesSkipped: number;
  readonly passes: readonly Pass[];
  /** What the deadline was thought to leave time for; all that are possible without one. */
  readonly passesPlanned: number;
  readonly passesPossible: number;
}

/**
 * Runs the sliding window over the image: every pass sends all tiles through one fold's network,
 * mirrored one way. Logits are averaged over tiles (Gaussian weights), mirrors and folds, as in
 * nnU-Net (predict_sliding_window_return_logits). With `tta: 'auto'` tiles without body are not run
 * and only as many passes are planned as the deadline leaves time for, by the speed of the warm-up
 * tiles; should the machine become slower, later ones are dropped. One pass is always finished.
 * Where not all passes fit, and on the CPU where that takes at most half as many, the tiles are laid
 * over the body alone.
 *
 * A GPU that runs out of memory on the way gets one more try on the CPU.
 *
 * @throws DeviceError, ModelError, ResourceError
 */
export async function predictLogits(
  engine: Engine,
  model: Model,
  input: NetworkInput,
  options: PredictOptions,
): Promise<Prediction> {
  let { sessions } = options;
  const load = async (fold: number, device: DeviceChoice): Promise<LoadedNetwork> => {
    const share = { threads: options.threads, sessions };
    const network = await loadFold(engine, model.folds[fold]!, device, share, options.log);
    // Where one fold found no memory for all sessions the next need not try.
    if (network.device === 'cpu') sessions = network.sessions;
    return network;
  };
  const loaded = await load(0, options.device);
  try {
    return await sweep(engine, model, input, options, loaded, load);
  } catch (error) {
    // A later fold's network that does not load is a DeviceError with the engine's as its cause.
    const reason = error instanceof DeviceError ? error.cause : error;
    const isGpuFull = reason instanceof EngineError && reason.isOutOfMemory;
    if (loaded.device === 'cpu' || !isGpuFull) {
      throw error instanceof EngineError ? failure(error) : error;
    }
    options.log.warn(
      { device: loaded.device, why: reason.message },
      `${loaded.device} ran out of memory; starting again on the CPU`,
    );
  }
  const onCpu = await load(0, 'cpu');
  return sweep(engine, model, input, options, onCpu, load).catch((error: unknown) => {
    throw error instanceof EngineError ? failure(error) : error;
  });
}

async function sweep(
  engine: Engine,
  model: Model,
  input: NetworkInput,
  options: PredictOptions,
  loaded: LoadedNetwork,
  load: (fold: number, device: DeviceChoice) => Promise<LoadedNetwork>,
): Promise<Prediction> {
  const { configuration, dataset } = model;
  checkInput(loaded, configuration.patchSize, input.channels.length);
  const layout = logitLayout(
    dataset.labels,
    loaded.shape.output[1] ?? 0,
    configuration.resamplingProbabilities,
  );
  const isAuto = options.tta === 'auto';
  const possible = planPasses(
    model.folds.length,
    model.mirrorAxes,
    options.tta,
    isAuto && options.deadline.hasLimit,
  );
  // The very last tile leaves the other sessions idle.
  const secondsIdle = loaded.secondsPerTile * (loaded.sessions - 1);
  // With a deadline and several folds each pass is made by another network than the one before.
  const secondsToSwitch = model.folds.length > 1 ? loaded.secondsToLoad + secondsIdle : 0;
  const passSeconds = ({ run }: TilesToRun): number =>
    loaded.secondsPerTile * run.length + secondsToSwitch;
  const secondsLeft = options.deadline.secondsForPasses() - secondsIdle;
  const { stepSize } = options;
  let plan = tilesToRun(model, input, stepSize, isAuto ? 'with-body' : 'all');
  const isShort = passSeconds(plan) * possible.length > secondsLeft;
  if (isAuto && (isShort || loaded.device === 'cpu')) {
    const overBody = tilesToRun(model, input, stepSize, 'body-box');
    // Another pass, or half of the time, is worth more than nnU-Net's own places of the tiles.
    if (isShort || overBody.run.length * 2 <= plan.run.length) plan = overBody;
  }
  const { tiling, run: tiles, air, saved } = plan;
  const extract = (start: (typeof tiles)[number]) => extractTile(input.channels, tiling, start);
  const secondsPerPass = passSeconds(plan);
  warnIfTooSlow(options, secondsPerPass, secondsLeft);
  const passes = isAuto ? passesWithin(possible, secondsPerPass, secondsLeft) : possible;
  logPlan(options, passes.length, possible.length, secondsPerPass);

  const sum = accumulator(tiling, layout.channels);
  const done: Pass[] = [];
  const clock = startPassClock(tiles.length, secondsPerPass);
  let finishedTiles = 0;
  const queue = tileQueue(engine, loaded.sessions, sum, () => {
    clock.countTile();
    options.onProgress(++finishedTiles, passes.length * tiles.length);
  });
  let currentFold = 0;
  for (const pass of passes) {
    const isLate = (): boolean =>
      options.deadline.secondsForPasses() < clock.secondsForNext(queue.length);
    if (done.length > 0 && isAuto && isLate()) break;
    if (pass.fold !== currentFold) {
      await queue.finish();
      await load(pass.fold, loaded.device);
      currentFold = pass.fold;
    }
    const how = { mirrorAxes: pass.mirrorAxes, difference: layout.subtract };
    for (const start of tiles) await queue.send(start, extract(start), how);
    done.push(pass);
  }
  await queue.finish();
  const asBackground = layout.background.map((logit) => logit * done.length);
  for (const start of air) sum.addConstant(start, asBackground);
  return {
    logits: sum.finish(done.length, layout.background),
    layout,
    device: loaded.device,
    sessions: loaded.sessions,
    tiles: tiles.length,
    tilesSkipped: saved,
    passes: done,
    passesPlanned: passes.length,
    passesPossible: possible.length,
  };
}

function checkInput(loaded: LoadedNetwork, patchSize: readonly number[], channels: number): void {
  const expected = [1, channels, ...patchSize];
  const found = loaded.shape.input;
  if (found.length === expected.length && found.every((n, i) => n === expected[i])) return;
  throw new ModelError(
    `The network takes ${found.join(' x ')} (batch, channels, patch), but plans.json and dataset.json ask for ${expected.join(' x ')}. The weights belong to other plans or another configuration.`,
  );
}

function logPlan(
  { deadline, log }: PredictOptions,
  planned: number,
  possible: number,
  secondsPerPass: number,
): void {
  if (!deadline.hasLimit) return;
  log.info(
    { planned, possible, secondsPerPass },
    `${planned} of ${possible} passes planned, about ${secondsPerPass.toFixed(1)} s each`,
  );
}

function warnIfTooSlow({ log }: PredictOptions, secondsPerPass: number, seconds: number): void {
  if (secondsPerPass <= seconds) return;
  log.warn(
    { secondsPerPass, secondsLeft: seconds },
    `One pass over the study will take about ${Math.ceil(secondsPerPass)} s, but the time limit leaves ${Math.max(0, Math.floor(seconds))} s. It is finished all the same. A GPU, more threads or a larger --step-size would help.`,
  );
}

function failure(error: EngineError): Error {
  if (!error.isOutOfMemory) {
    return new ModelError(`onnxruntime failed while running the network: ${error.message}.`, {
      cause: error,
    });
  }
  return new ResourceError(
    `Memory ran out while running the network: ${error.message}. Use a machine or container with more memory.`,
    { cause: error },
  );
}
