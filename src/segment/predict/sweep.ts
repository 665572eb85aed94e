import { ModelError } from '../../errors.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { Device, DeviceChoice } from '../../runtime/device.js';
import type { Engine } from '../../runtime/engine.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { fitIntoTime, type Work } from './fit-into-time.js';
import { logitLayout } from './logit-layout.js';
import { passRunner } from './pass-runner.js';
import { type Pass, planPasses } from './plan-passes.js';
import type { Prediction, PredictOptions } from './prediction.js';
import { type TilesToRun, tilesToRun } from './tiles-to-run.js';

/**
 * Runs the passes with a network that is loaded already.
 *
 * @param loaded the first fold's network
 * @param load loads another fold's network in its place
 * @throws EngineError as the engine does
 * @throws ModelError when the network does not fit the model's files, or gives NaN or infinity
 */
export async function sweep(
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
  const { deadline, tta } = options;
  const mayBeCut = tta === 'auto' && deadline.hasLimit;
  const possible = planPasses(model.folds.length, model.mirrorAxes, tta, mayBeCut);
  let passes = possible.length;
  const begin = (tiles: TilesToRun, secondsPerPass: number): Work => {
    let finished = 0;
    const onTile = (): void => options.onProgress(++finished, passes * tiles.run.length);
    const { sessions } = loaded;
    const runner = passRunner(engine, sessions, input, layout, tiles, secondsPerPass, onTile);
    return { tiles, runner };
  };
  // Asked for on a CPU, and again where time is short.
  let found: TilesToRun | null = null;
  const overBody = (): TilesToRun => {
    found ??= tilesToRun(model, input, options.stepSize, 'body-box');
    return found;
  };
  const givenTime = tilesGivenTime(model, input, options, loaded.device, overBody);
  let work = begin(givenTime, Number.POSITIVE_INFINITY);
  if (deadline.hasLimit) {
    const fitted = await fitIntoTime(work, possible, loaded, options, overBody, begin);
    ({ work, passes } = fitted);
  }
  const { tiles, runner } = work;

  const done: Pass[] = [];
  let currentFold = 0;
  for (const pass of possible.slice(0, passes)) {
    const isLate = (): boolean => deadline.secondsForPasses() < runner.secondsForNext();
    if (done.length > 0 && mayBeCut && isLate()) break;
    if (pass.fold !== currentFold) {
      await runner.settle();
      await load(pass.fold, loaded.device);
      currentFold = pass.fold;
    }
    await runner.run(pass);
    done.push(pass);
  }
  return {
    logits: await runner.finish(),
    layout,
    device: loaded.device,
    sessions: loaded.sessions,
    tiles: tiles.run.length,
    tilesSkipped: tiles.saved,
    passes: done,
    passesPlanned: passes,
    passesPossible: possible.length,
  };
}

/** nnU-Net's tiles; with `tta: 'auto'` only those with body, or on a CPU others where they are half as many. */
function tilesGivenTime(
  model: Model,
  input: NetworkInput,
  { tta, stepSize }: PredictOptions,
  device: Device,
  overBody: () => TilesToRun,
): TilesToRun {
  if (tta !== 'auto') return tilesToRun(model, input, stepSize, 'all');
  const withBody = tilesToRun(model, input, stepSize, 'with-body');
  if (device !== 'cpu') return withBody;
  const fewer = overBody();
  return fewer.run.length * 2 <= withBody.run.length ? fewer : withBody;
}

function checkInput(loaded: LoadedNetwork, patchSize: readonly number[], channels: number): void {
  const expected = [1, channels, ...patchSize];
  const found = loaded.shape.input;
  if (found.length === expected.length && found.every((n, i) => n === expected[i])) return;
  throw new ModelError(
    `The network takes ${found.join(' x ')} (batch, channels, patch), but plans.json and dataset.json ask for ${expected.join(' x ')}. The weights belong to other plans or another configuration.`,
  );
}
