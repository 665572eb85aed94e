import type { Shape } from '../../array/grid.js';
import { type StopSignal, throwIfAborted, untilAborted } from '../../process/until-aborted.js';
import type { Engine } from '../../runtime/engine.js';
import type { TilePass } from '../../runtime/messages.js';
import type { Accumulator } from '../sliding-window/accumulate.js';
import type { OrganCollector } from '../sliding-window/collect-organs.js';
import { NotFinite } from './not-finite.js';

/** Tiles on their way through the network, and into the sum in the order in which they were sent. */
export interface TileQueue {
  /**
   * Sends a tile `[c,z,y,x]` off and hands its buffer over. While more are under way than the sessions
   * can take, waits for the answer to the first of them.
   *
   * @param start where it lies in the padded region
   * @param onDone called when its answer is in the sum
   * @throws EngineError when a run fails
   * @throws NotFinite when the network gives NaN or infinity
   * @throws InterruptedError, AutopetError when the signal is aborted
   */
  send(
    start: Shape,
    tile: Float32Array<ArrayBuffer>,
    pass: TilePass,
    onDone: () => void,
  ): Promise<void>;
  /**
   * Waits for all that are under way.
   *
   * @throws as `send`
   */
  finish(): Promise<void>;
  /** How many tiles are under way. */
  readonly length: number;
}

interface SentTile {
  readonly start: Shape;
  readonly answer: Promise<Float32Array>;
  readonly onDone: () => void;
}

/** Where a tile's answer goes. */
export interface AnswersGo {
  readonly sum: Pick<Accumulator, 'add'>;
  /** Null where nothing is told of organs. */
  readonly organs: Pick<OrganCollector, 'add'> | null;
  /** How many numbers of an answer are logits. */
  readonly logits: number;
}

/**
 * Sends tiles through the network and adds up the answers in the order of the tiles, whichever comes
 * first: sums of floats depend on their order. One tile more than there are sessions is under way,
 * so that none waits for the merging.
 *
 * @param into what the answers go to: as many as `logits` to the sum, what is behind them to the organs
 * @param signal after whose abortion no tile is sent and no answer waited for
 */
export function tileQueue(
  engine: Pick<Engine, 'run'>,
  sessions: number,
  { sum, organs, logits }: AnswersGo,
  signal: StopSignal,
): TileQueue {
  const underWay: SentTile[] = [];

  async function mergeFirst(): Promise<void> {
    const { start, answer, onDone } = underWay[0]!;
    const values = await untilAborted(answer, signal);
    underWay.shift();
    if (!sum.add(start, values.subarray(0, logits))) {
      throw new NotFinite();
    }
    if (values.length > logits) organs?.add(start, values.subarray(logits));
    onDone();
  }

  return {
    send: async (start, tile, pass, onDone) => {
      throwIfAborted(signal);
      const answer = engine.run(tile, pass);
      // It is awaited some tiles later; until then a failure must not count as unhandled.
      answer.catch(() => undefined);
      underWay.push({ start, answer, onDone });
      if (underWay.length > sessions) await mergeFirst();
    },
    finish: async () => {
      while (underWay.length > 0) await mergeFirst();
    },
    get length() {
      return underWay.length;
    },
  };
}
