import { type Engine, openEngine } from './engine.js';
import { engineClosed } from './engine-closed.js';

/** Gives an engine to the work of one network and says when it may go. */
export type LendEngine = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;

/**
 * Lends an engine of its own that ends with the work: onnxruntime's memory is given back before the
 * logits are brought back to the image, which is when memory is shortest.
 */
export const lendFreshEngine: LendEngine = async (work) => {
  const engine = openEngine();
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
};

/** An engine that outlives a study, with its network loaded. */
export interface WarmEngine {
  /** Lends to one work at a time; another waits. @throws InterruptedError after `close` */
  readonly lend: LendEngine;
  /** Ends the engine for good; work under way fails. */
  close(): Promise<void>;
}

/** Keeps one engine for study after study. One that has failed is not trusted again but replaced. */
export function keepWarmEngine(open: () => Engine = openEngine): WarmEngine {
  let engine: Engine | null = null;
  let isClosed = false;
  let earlier: Promise<unknown> = Promise.resolve();

  async function lendNow<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    if (isClosed) throw engineClosed();
    engine ??= open();
    try {
      return await work(engine);
    } catch (error) {
      await drop();
      throw error;
    }
  }

  async function drop(): Promise<void> {
    const dropped = engine;
    engine = null;
    await dropped?.close();
  }

  return {
    // Two works at once would load their networks over each other.
    lend: (work) => {
      const turn = earlier.then(() => lendNow(work));
      earlier = turn.catch(() => undefined);
      return turn;
    },
    close: async () => {
      isClosed = true;
      await drop();
    },
  };
}
