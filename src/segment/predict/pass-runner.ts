import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import { accumulator } from '../sliding-window/accumulate.js';
import { collectOrgans, type OrganGrid } from '../sliding-window/collect-organs.js';
import { extractTile } from '../sliding-window/extract-tile.js';
import type { Tiling } from '../sliding-window/tiling.js';
import type { LogitLayout } from './logit-layout.js';
import { startPassClock } from './pass-clock.js';
import type { Pass } from './plan-passes.js';
import type { PredictJob } from './prediction.js';
import { tileQueue } from './tile-queue.js';
import type { TilesToRun } from './tiles-to-run.js';

/** Pass after pass over the same tiles, and the sum of their logits. */
export interface PassRunner {
  /**
   * Sends the first tiles of the first pass alone, one to each session at once, and tells how long a tile
   * takes with all sessions at work. The first to run allocate memory, so where they are quick the next ones
   * count.
   *
   * @param passes how many are possible, for `onProgress`
   * @returns seconds per tile; 0 when there are no tiles
   * @throws as `run`
   */
  time(pass: Pass, passes: number): Promise<number>;
  /**
   * Sends all tiles of a pass that have not been sent by `time`; the last are still under way when it returns.
   *
   * @param passes how many are planned, for `onProgress`
   * @throws EngineError, ModelError, InterruptedError as the tile queue does
   */
  run(pass: Pass, passes: number): Promise<void>;
  /** Waits for the tiles that are under way. @throws as `run` */
  settle(): Promise<void>;
  /** Seconds in which one more pass would be done, with what is under way. */
  secondsForNext(): number;
  /**
   * Waits for all tiles and averages them over the passes.
   *
   * @returns mean logits per channel, [z,y,x]
   * @throws as `run`
   */
  finish(): Promise<Float32Array[]>;
  /** What the first pass has told of organs so far; null where the network tells of none. */
  readonly organs: OrganGrid | null;
}

// A tile that takes longer than this has not spent much of it on setting up.
const slowSeconds = 0.5;

/**
 * Makes ready for passes over tiles.
 *
 * @param secondsPerPass as long as no tile is done
 */
export function passRunner(
  { engine, model, input, options }: PredictJob,
  { sessions }: Pick<LoadedNetwork, 'sessions'>,
  layout: LogitLayout,
  { tiling, run: tiles, air }: TilesToRun,
  secondsPerPass: number,
): PassRunner {
  const sum = accumulator(tiling, layout.channels);
  const clock = startPassClock(tiles.length, secondsPerPass);
  const step = model.organClasses?.step ?? null;
  const organs = step && collectOrgans(tiling, step);
  const queue = tileQueue(
    engine,
    sessions,
    { sum, organs, logits: logitsOf(tiling, layout) },
    options.signal,
  );
  let passesSent = 0;
  let tilesSent = 0;
  let tilesDone = 0;

  /** Sends the tiles of a pass, up to so many in all. */
  async function send({ mirrorAxes }: Pass, upTo: number, passes: number): Promise<void> {
    const tells = organs !== null && passesSent === 0;
    const how = { mirrorAxes, difference: layout.subtract, ...(tells && { organs: true }) };
    const onDone = (): void => {
      clock.countTile();
      tilesDone += 1;
      options.onProgress(tilesDone, passes * tiles.length);
    };
    for (; tilesSent < upTo; tilesSent++) {
      const start = tiles[tilesSent]!;
      await queue.send(start, extractTile(input.channels, tiling, start), how, onDone);
    }
  }

  /** Seconds that one tile in each session takes. */
  async function timeRound(pass: Pass, passes: number): Promise<number> {
    const begin = performance.now();
    await send(pass, Math.min(tilesSent + sessions, tiles.length), passes);
    await queue.finish();
    return (performance.now() - begin) / 1000;
  }

  return {
    time: async (pass, passes) => {
      if (tiles.length === 0) return 0;
      const first = await timeRound(pass, passes);
      const isFirstToCount = first > slowSeconds || tilesSent === tiles.length;
      return (isFirstToCount ? first : await timeRound(pass, passes)) / sessions;
    },
    run: async (pass, passes) => {
      await send(pass, tiles.length, passes);
      tilesSent = 0;
      passesSent += 1;
    },
    settle: queue.finish,
    secondsForNext: () => clock.secondsForNext(queue.length),
    finish: async () => {
      await queue.finish();
      const asBackground = layout.background.map((logit) => logit * passesSent);
      for (const start of air) sum.addConstant(start, asBackground);
      return sum.finish(passesSent, layout.background);
    },
    organs: organs?.found ?? null,
  };
}

/** How many logits a tile has. */
function logitsOf({ patchSize }: Tiling, { channels }: LogitLayout): number {
  return patchSize.reduce((a, b) => a * b, channels);
}
