import type { Engine } from '../../runtime/engine.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { accumulator } from '../sliding-window/accumulate.js';
import { extractTile } from '../sliding-window/extract-tile.js';
import type { LogitLayout } from './logit-layout.js';
import { startPassClock } from './pass-clock.js';
import type { Pass } from './plan-passes.js';
import { tileQueue } from './tile-queue.js';
import type { TilesToRun } from './tiles-to-run.js';

/** Pass after pass over the same tiles, and the sum of their logits. */
export interface PassRunner {
  /**
   * Sends the first tiles of the first pass alone, one to each session at once, and tells how long a tile
   * takes with all sessions at work. The first to run allocate memory, so where they are quick the next ones
   * count.
   *
   * @returns seconds per tile; 0 when there are no tiles
   * @throws as `run`
   */
  time(pass: Pass): Promise<number>;
  /**
   * Sends all tiles of a pass that have not been sent by `time`; the last are still under way when it returns.
   *
   * @throws EngineError, ModelError as the tile queue does
   */
  run(pass: Pass): Promise<void>;
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
}

// A tile that takes longer than this has not spent much of it on setting up.
const slowSeconds = 0.5;

/**
 * Makes ready for passes over the tiles of a plan.
 *
 * @param sessions how many run tiles side by side
 * @param plannedSeconds of a pass, as long as no tile is done
 * @param onTile called after each tile
 */
export function passRunner(
  engine: Engine,
  sessions: number,
  input: NetworkInput,
  layout: LogitLayout,
  { tiling, run: tiles, air }: TilesToRun,
  plannedSeconds: number,
  onTile: () => void,
): PassRunner {
  const sum = accumulator(tiling, layout.channels);
  const clock = startPassClock(tiles.length, plannedSeconds);
  const queue = tileQueue(engine, sessions, sum, () => {
    clock.countTile();
    onTile();
  });
  let passes = 0;
  let sent = 0;

  async function send({ mirrorAxes }: Pass, upTo: number): Promise<void> {
    const how = { mirrorAxes, difference: layout.subtract };
    for (; sent < upTo; sent++) {
      const start = tiles[sent]!;
      await queue.send(start, extractTile(input.channels, tiling, start), how);
    }
  }

  /** Seconds that one tile in each session takes. */
  async function timeRound(pass: Pass): Promise<number> {
    const begin = performance.now();
    await send(pass, Math.min(sent + sessions, tiles.length));
    await queue.finish();
    return (performance.now() - begin) / 1000;
  }

  return {
    time: async (pass) => {
      if (tiles.length === 0) return 0;
      const first = await timeRound(pass);
      const isFirstToCount = first > slowSeconds || sent === tiles.length;
      return (isFirstToCount ? first : await timeRound(pass)) / sessions;
    },
    run: async (pass) => {
      await send(pass, tiles.length);
      sent = 0;
      passes += 1;
    },
    settle: queue.finish,
    secondsForNext: () => clock.secondsForNext(queue.length),
    finish: async () => {
      await queue.finish();
      const asBackground = layout.background.map((logit) => logit * passes);
      for (const start of air) sum.addConstant(start, asBackground);
      return sum.finish(passes, layout.background);
    },
  };
}
