import type { Log } from '../../log.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import { type LayTiles, tilesGivenTime, tilesInTime } from './choose-tiles.js';
import type { LogitLayout } from './logit-layout.js';
import { passCost, secondsOfPass } from './pass-cost.js';
import { type PassRunner, passRunner } from './pass-runner.js';
import { passesWithin } from './passes-within.js';
import { type Pass, planPasses } from './plan-passes.js';
import type { PredictJob } from './prediction.js';
import { type TilesToRun, tilesToRun } from './tiles-to-run.js';

/** What is to be done. */
export interface Plan {
  readonly tiles: TilesToRun;
  /** In order, at least one. */
  readonly passes: readonly Pass[];
  /** How many there would be if time did not matter. */
  readonly passesPossible: number;
  /** Over these tiles, with the answers of those that were timed. */
  readonly runner: PassRunner;
}

/**
 * Decides on tiles and passes. With a deadline the first tiles are timed, and what fits before it is
 * planned; their answers stay in the sum, unless other tiles are chosen by what they told.
 *
 * @param network the first fold's
 * @throws EngineError, ModelError, InterruptedError as the first tiles do
 */
export async function makePlan(
  job: PredictJob,
  network: LoadedNetwork,
  layout: LogitLayout,
): Promise<Plan> {
  const { deadline, tta, log } = job.options;
  const possible = possiblePasses(job);
  const lay = layerOfTiles(job);
  const begin = (tiles: TilesToRun, secondsPerPass: number): PassRunner =>
    passRunner(job, network, layout, tiles, secondsPerPass);

  const tiles = tilesGivenTime(tta, network.device, lay);
  const runner = begin(tiles, Number.POSITIVE_INFINITY);
  if (!deadline.hasLimit) {
    return { tiles, passes: possible, passesPossible: possible.length, runner };
  }

  const secondsBefore = deadline.secondsForPasses();
  const secondsPerTile = await runner.time(possible[0]!, possible.length);
  const cost = passCost(secondsPerTile, network, job.model.folds.length);

  const left = secondsBefore - cost.secondsIdle;
  const chosen = tilesInTime(tiles, possible.length, cost, left, tta, lay);
  const secondsPerPass = secondsOfPass(cost, chosen.run.length);
  // Other tiles begin now: the time that the first ones have taken is lost.
  const isAnew = chosen !== tiles;
  const secondsLeft = isAnew ? deadline.secondsForPasses() - cost.secondsIdle : left;

  const fit = passesWithin(possible.length, secondsPerPass, secondsLeft);
  const planned = tta === 'auto' ? fit : possible.length;
  warnIfTooSlow(log, secondsPerPass, secondsLeft);
  logPlan(log, planned, possible.length, secondsPerPass);
  return {
    tiles: chosen,
    passes: possible.slice(0, planned),
    passesPossible: possible.length,
    runner: isAnew ? begin(chosen, secondsPerPass) : runner,
  };
}

function possiblePasses({ model, options }: PredictJob): Pass[] {
  const { tta, deadline } = options;
  const mayBeCut = tta === 'auto' && deadline.hasLimit;
  return planPasses(model.folds.length, model.mirrorAxes, tta, mayBeCut);
}

/** Remembers the tiles over the body: they are asked for on a CPU, and again where time is short. */
function layerOfTiles({ model, input, options }: PredictJob): LayTiles {
  let overBody: TilesToRun | null = null;
  return (choice) => {
    if (choice !== 'body-box') return tilesToRun(model, input, options.stepSize, choice);
    overBody ??= tilesToRun(model, input, options.stepSize, choice);
    return overBody;
  };
}

function logPlan(log: Log, planned: number, possible: number, secondsPerPass: number): void {
  log.info(
    { planned, possible, secondsPerPass },
    `${planned} of ${possible} passes planned, about ${secondsPerPass.toFixed(1)} s each`,
  );
}

function warnIfTooSlow(log: Log, secondsPerPass: number, seconds: number): void {
  if (secondsPerPass <= seconds) return;
  log.warn(
    { secondsPerPass, secondsLeft: seconds },
    `One pass over the study will take about ${Math.ceil(secondsPerPass)} s, but the time limit leaves ${Math.max(0, Math.floor(seconds))} s. It is finished all the same. A GPU, more threads or a larger --step-size would help.`,
  );
}
