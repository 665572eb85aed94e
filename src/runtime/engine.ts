import { EngineError, ended } from './engine-error.js';
import { type InferenceThread, openInferenceThread } from './inference-thread.js';
import type { NetworkShape, NetworkSource, SessionOptions, TilePass } from './inference-worker.js';
import { type TakeTurn, takeTurns } from './take-turns.js';

/** Options of one session, and how many such sessions run tiles side by side; default: 1. */
export interface EngineOptions extends SessionOptions {
  readonly sessions?: number;
}

/** Runs networks, one at a time, off the main thread. */
export interface Engine {
  /**
   * Loads a network in place of the one before, once the calls made earlier are done.
   *
   * @throws EngineError with onnxruntime's words when the device or the network is refused
   */
  load(network: NetworkSource, options: EngineOptions): Promise<NetworkShape>;
  /**
   * Runs one tile `[c,z,y,x]`; its buffer is handed over and must not be used again. Calls may be
   * made ahead: they are begun in the order they were made, each by the session that is free first.
   *
   * @returns logits `[k,z,y,x]`
   * @throws EngineError with onnxruntime's words when the run fails, or when the worker has ended
   */
  run(tile: Float32Array<ArrayBuffer>, pass: TilePass): Promise<Float32Array>;
  /** Ends the worker threads, after the calls still under way. */
  close(): Promise<void>;
}

/** Starts an inference worker; more of them come when a network is loaded for several sessions. */
export function openEngine(): Engine {
  let threads = [openInferenceThread()];
  let takeTurn = shareOut(threads);
  let loaded: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const underWay = new Set<Promise<unknown>>();

  function track<T>(call: Promise<T>): Promise<T> {
    const settled = call.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
    return call;
  }

  async function loadAll(
    network: NetworkSource,
    { sessions = 1, ...options }: EngineOptions,
  ): Promise<NetworkShape> {
    const surplus = threads.slice(sessions);
    threads = threads.slice(0, sessions);
    await Promise.all(surplus.map((thread) => thread.close()));
    while (threads.length < sessions) threads.push(openInferenceThread());
    takeTurn = shareOut(threads);
    // All are waited for, so that none still takes memory when another has failed.
    const loads = await Promise.allSettled(threads.map((thread) => thread.load(network, options)));
    const shapes = loads.map((load) => {
      if (load.status === 'rejected') throw load.reason;
      return load.value;
    });
    return shapes[0]!;
  }

  return {
    load: (network, options) => {
      if (isClosed) return Promise.reject(new EngineError(ended));
      const earlier = Promise.all(underWay);
      const load = track(earlier.then(() => loadAll(network, options)));
      loaded = load.catch(() => undefined);
      return load;
    },
    run: (tile, pass) =>
      track(loaded.then(() => takeTurn((thread: InferenceThread) => thread.run(tile, pass)))),
    close: async () => {
      isClosed = true;
      await Promise.all(underWay);
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** A single thread gets its calls at once, so that it never waits for the next. */
function shareOut(threads: readonly InferenceThread[]): TakeTurn<InferenceThread> {
  const [only] = threads;
  return threads.length === 1 ? (work) => work(only!) : takeTurns(threads);
}
