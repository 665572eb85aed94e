/**
 * The one owner of everything that runs networks. From the outside in:
 *
 *     Engine            which network is loaded, on which device, and the engine's life
 *     SessionPool       its sessions side by side: each tile to the one that is free first
 *     InferenceThread   one session's thread: its calls, its death, its end
 *     inference-worker  inside the thread: onnxruntime
 *
 * Life of an engine:
 *
 *     open ──load──▸ loading ──▸ ready ──load another──▸ loading
 *                       │          │
 *                       ▾          ▾ a thread dies
 *                     failed ◂─────┘        failed ──load──▸ loading, with fresh threads for dead ones
 *
 *     A network may be loaded ahead, beside the one that runs: in a second pool, which takes the place of the first.
 *
 *     close, at any time ──▸ closed: every call is refused, every thread ends
 */
import type { Log } from '../log.js';
import { type Ahead, type Loading, loadAhead } from './ahead.js';
import { engineClosed } from './engine-closed.js';
import { EngineError } from './engine-error.js';
import { loadOnDevice, type Share, type Target } from './load-on-device.js';
import type { LoadedNetwork } from './loaded-network.js';
import type { TilePass } from './messages.js';
import type { NetworkFile } from './network-source.js';
import { openSessionPool, type SessionPool } from './session-pool.js';

export type EngineState = 'open' | 'loading' | 'ready' | 'failed' | 'closed';

/** Runs networks, one at a time, off the main thread. */
export interface Engine {
  readonly state: EngineState;
  /**
   * Loads a network in place of the one before, as {@link loadOnDevice} does, unless it is there already,
   * loaded for the same choice of device and precision and the same share of the processors.
   *
   * @throws as {@link loadOnDevice}
   * @throws InterruptedError when the engine is closed before it is loaded
   */
  load(file: NetworkFile, target: Target, share: Share, log: Log): Promise<LoadedNetwork>;
  /**
   * Begins to load a network beside the one that runs, in threads of its own, for a `load` to come. What fails is loaded
   * again then, and told then.
   */
  loadAhead(file: NetworkFile, target: Target, share: Share): void;
  /** Lets go of what was loaded ahead in vain. */
  dropAhead(): void;
  /**
   * Runs one tile `[c,z,y,x]`; its buffer is handed over and must not be used again. Tiles may be sent
   * ahead: they are begun in the order they were sent, each by the session that is free first.
   *
   * @returns logits `[k,z,y,x]`
   * @throws EngineError with onnxruntime's words when the run fails, with the reason when a thread has died
   * @throws InterruptedError when the engine is closed before the answer comes
   */
  run(tile: Float32Array<ArrayBuffer>, pass: TilePass): Promise<Float32Array>;
  /**
   * Refuses all calls, those under way too, and ends every thread. A thread inside onnxruntime is waited
   * for, as nothing can end it there.
   */
  close(): Promise<void>;
}

interface Held extends Loading {
  readonly network: LoadedNetwork;
}

/** Makes an engine; threads come when a network is loaded. */
export function openEngine(
  pool = openSessionPool(),
  openPool: () => SessionPool = openSessionPool,
): Engine {
  let state: EngineState = 'open';
  // What is loaded while `ready`, so that the next study need not load it again.
  let held: Held | null = null;
  let ahead: Ahead | null = null;
  let dropped: Promise<unknown> = Promise.resolve();

  const stateNow = (): EngineState => (state === 'ready' && pool.death !== null ? 'failed' : state);

  function finishLoading(to: 'ready' | 'failed'): void {
    if (state === 'closed') throw engineClosed();
    state = to;
  }

  /** Puts what was loaded ahead in the place of what ran, if it is what is wanted now. */
  async function takeAhead(wanted: Loading): Promise<LoadedNetwork | null> {
    if (held === null || pool.death !== null || !ahead?.isFor(wanted)) {
      dropAhead();
      return null;
    }
    // Until it is there, it is what `close` would end.
    const ready = await ahead.take(held.network);
    ahead = null;
    if (ready === null) return null;
    const before = pool;
    pool = ready.pool;
    await before.close();
    return ready.network;
  }

  function dropAhead(): void {
    dropped = Promise.all([dropped, ahead?.drop()]);
    ahead = null;
  }

  return {
    get state() {
      return stateNow();
    },
    load: async (file, target, share, log) => {
      if (state === 'closed') throw engineClosed();
      if (state === 'loading') throw new EngineError('another network is being loaded');
      const { path } = file;
      if (stateNow() === 'ready' && isSame(held, path, target, share)) return held.network;
      state = 'loading';
      try {
        const ready = await takeAhead({ path, target, share });
        const network = ready ?? (await loadOnDevice(pool, file, target, share, log));
        finishLoading('ready');
        held = { path, target, share, network };
        return network;
      } catch (error) {
        finishLoading('failed');
        throw error;
      }
    },
    run: async (tile, pass) => {
      if (state === 'closed') throw engineClosed();
      if (pool.death !== null) throw pool.death;
      if (state !== 'ready') throw new EngineError('no network is loaded');
      return pool.run(tile, pass);
    },
    loadAhead: (file, target, share) => {
      if (stateNow() !== 'ready') return;
      dropAhead();
      ahead = loadAhead(openPool(), file, target, share);
    },
    dropAhead,
    close: async () => {
      state = 'closed';
      dropAhead();
      await Promise.all([pool.close(), dropped]);
    },
  };
}

function isSame(
  held: Held | null,
  path: string,
  { device, precision }: Target,
  { threads, sessions }: Share,
): held is Held {
  return (
    held?.path === path &&
    held.target.device === device &&
    held.target.precision === precision &&
    held.share.threads === threads &&
    held.share.sessions === sessions
  );
}
