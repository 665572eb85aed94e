import type { Log } from '../../log.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import type { PassRunner } from './pass-runner.js';
import { passesWithin } from './passes-within.js';
import type { Pass } from './plan-passes.js';
import type { PredictOptions } from './prediction.js';
import type { TilesToRun } from './tiles-to-run.js';

/** Tiles, and the passes over them. */
export interface Work {
  readonly tiles: TilesToRun;
  readonly runner: PassRunner;
}

/** What is to be done. */
export interface FittedWork {
  readonly work: Work;
  /** How many of the possible passes. */
  readonly passes: number;
}

/**
 * Times the first tiles and plans what fits before the deadline. Their answers stay in the sum, unless not all
 * passes fit and fewer tiles over the body would do: then the work begins anew with those, as another pass is
 * worth more than nnU-Net's own places. `tta` other than `auto` is never cut; that it takes too long is said.
 *
 * @param work with nothing sent yet
 * @param possible at least one
 * @param overBody tiles over the body
 * @param begin makes work of other tiles, given the seconds of a pass
 * @throws EngineError, ModelError as the passes' tiles do
 */
export async function fitIntoTime(
  work: Work,
  possible: readonly Pass[],
  loaded: LoadedNetwork,
  { deadline, tta, log }: PredictOptions,
  overBody: () => TilesToRun,
  begin: (tiles: TilesToRun, secondsPerPass: number) => Work,
): Promise<FittedWork> {
  let secondsLeft = deadline.secondsForPasses();
  const secondsPerTile = await work.runner.time(possible[0]!);
  // The very last tile leaves the other sessions idle.
  const secondsIdle = secondsPerTile * (loaded.sessions - 1);
  // With a deadline and several folds each pass is made by another network than the one before.
  const hasFolds = possible.some(({ fold }) => fold > 0);
  const secondsToSwitch = hasFolds ? loaded.secondsToLoad + secondsIdle : 0;
  const passSeconds = ({ run }: TilesToRun): number =>
    secondsPerTile * run.length + secondsToSwitch;
  secondsLeft -= secondsIdle;
  if (tta === 'auto' && passSeconds(work.tiles) * possible.length > secondsLeft) {
    const fewer = overBody();
    if (fewer.run.length < work.tiles.run.length) {
      work = begin(fewer, passSeconds(fewer));
      // Less the time that the first tiles have taken in vain.
      secondsLeft = deadline.secondsForPasses() - secondsIdle;
    }
  }
  const secondsPerPass = passSeconds(work.tiles);
  warnIfTooSlow(log, secondsPerPass, secondsLeft);
  const fit = passesWithin(possible.length, secondsPerPass, secondsLeft);
  const passes = tta === 'auto' ? fit : possible.length;
  logPlan(log, passes, possible.length, secondsPerPass);
  return { work, passes };
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
