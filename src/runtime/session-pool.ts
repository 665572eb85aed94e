import { engineClosed } from './engine-closed.js';
import { EngineError } from './engine-error.js';
import { type InferenceThread, openInferenceThread } from './inference-thread.js';
import type { NetworkShape, SessionOptions, TilePass } from './messages.js';
import type { NetworkSource } from './network-source.js';
import { type TakeTurn, takeTurns } from './take-turns.js';

/** Options of one session, and how many such sessions run tiles side by side; default: 1. */
export interface PoolOptions extends SessionOptions {
  readonly sessions?: number;
}

/** Sessions of one network, each in a thread of its own. */
export interface SessionPool {
  /**
   * Loads a network in place of the one before, once its tiles are done. Threads are kept, as far as
   * they are needed and live. Not while another network is being loaded.
   *
   * @throws EngineError with onnxruntime's words when the device or the network is refused
   */
  load(network: NetworkSource, options: PoolOptions): Promise<NetworkShape>;
  /**
   * Runs one tile `[c,z,y,x]`; its buffer is handed over and must not be used again. Tiles may be sent
   * ahead: they are begun in the order they were sent, each by the session that is free first.
   *
   * @returns logits `[k,z,y,x]`
   * @throws EngineError with onnxruntime's words when the run fails, or why the thread died
   */
  run(tile: Float32Array<ArrayBuffer>, pass: TilePass): Promise<Float32Array>;
  /** Why a thread has died; null as long as all live. */
  readonly death: Error | null;
  /** Refuses all calls, those under way too, and ends every thread. */
  close(): Promise<void>;
}

/** Makes an empty pool; threads come when a network is loaded. */
export function openSessionPool(
  openThread: () => InferenceThread = openInferenceThread,
): SessionPool {
  let threads: readonly InferenceThread[] = [];
  let takeTurn: TakeTurn<InferenceThread> = takeTurns(threads);
  let isClosed = false;
  const underWay = new Set<Promise<unknown>>();

  /** Makes it `count` threads that live. */
  async function keep(count: number): Promise<void> {
    const kept = threads.filter(({ death }) => death === null).slice(0, count);
    await Promise.all(threads.map((thread) => kept.includes(thread) || thread.close()));
    if (isClosed) throw engineClosed();
    threads = Array.from({ length: count }, (_, i) => kept[i] ?? openThread());
    takeTurn = shareOut(threads);
  }

  return {
    load: async (network, { sessions = 1, ...options }) => {
      await Promise.allSettled(underWay);
      await keep(sessions);
      // All are waited for, so that none still takes memory when another has failed.
      const loads = await Promise.allSettled(
        threads.map((thread) => thread.load(network, options)),
      );
      const shapes = loads.map((load) => {
        if (load.status === 'rejected') throw load.reason;
        return load.value;
      });
      return shapes[0]!;
    },
    run: async (tile, pass) => {
      if (isClosed) throw engineClosed();
      if (threads.length === 0) throw new EngineError('no network is loaded');
      const call = takeTurn((thread) => thread.run(tile, pass));
      underWay.add(call);
      return call.finally(() => underWay.delete(call));
    },
    get death() {
      return threads.find(({ death }) => death !== null)?.death ?? null;
    },
    close: async () => {
      isClosed = true;
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** A single thread gets its calls at once, so that it never waits for the next. */
function shareOut(threads: readonly InferenceThread[]): TakeTurn<InferenceThread> {
  const [only] = threads;
  return threads.length === 1 ? (work) => work(only!) : takeTurns(threads);
}
