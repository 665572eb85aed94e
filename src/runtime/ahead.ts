import { isDeepStrictEqual } from 'node:util';
import { silentLog } from '../log.js';
import { loadOnDevice, type Share, type Target } from './load-on-device.js';
import type { LoadedNetwork } from './loaded-network.js';
import type { NetworkFile } from './network-source.js';
import type { SessionPool } from './session-pool.js';

/** What tells one loading from another. */
export interface Loading {
  readonly path: string;
  readonly target: Target;
  readonly share: Share;
}

/** A network that is loaded beside the one that runs, in sessions of its own. */
export interface Ahead {
  isFor(loading: Loading): boolean;
  /**
   * Waits for it and hands its sessions over.
   *
   * @param before whose device, precision and sessions it must have: what lack of memory beside it has changed is no answer
   * @returns null when it failed or is not like `before`; nothing of it is left then
   */
  take(before: LoadedNetwork): Promise<{ pool: SessionPool; network: LoadedNetwork } | null>;
  /** Ends its threads. */
  drop(): Promise<void>;
}

/** Begins to load a network into a pool of its own. What fails is told when it is loaded again. */
export function loadAhead(
  pool: SessionPool,
  file: NetworkFile,
  target: Target,
  share: Share,
): Ahead {
  const own: Loading = { path: file.path, target, share };
  const loaded = loadOnDevice(pool, file, target, share, silentLog).catch(() => null);
  return {
    isFor: (loading) => isDeepStrictEqual(loading, own),
    take: async (before) => {
      const network = await loaded;
      if (network !== null && isAlike(network, before)) return { pool, network };
      await pool.close();
      return null;
    },
    drop: () => pool.close(),
  };
}

function isAlike(a: LoadedNetwork, b: LoadedNetwork): boolean {
  return a.device === b.device && a.precision === b.precision && a.sessions === b.sessions;
}
