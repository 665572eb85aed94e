import type { Log } from '../log.js';
import type { DeviceChoice } from './device.js';
import type { Engine } from './engine.js';
import type { NetworkSource } from './inference-worker.js';
import { loadOnDevice, type Share } from './load-on-device.js';
import type { LoadedNetwork } from './loaded-network.js';

/** A network that can be loaded, told from others by its path. */
export interface NetworkFile {
  readonly path: string;
  /** @throws ModelError when the weights cannot be read */
  network(): Promise<NetworkSource>;
}

interface Loaded {
  readonly path: string;
  readonly choice: DeviceChoice;
  readonly share: Share;
  readonly network: LoadedNetwork;
}

// What each engine holds, so that one that is kept for the next study need not load it again.
const loaded = new WeakMap<Engine, Loaded>();

/**
 * Loads a fold's network as {@link loadOnDevice} does, unless the engine holds it already, loaded
 * for the same choice of device and the same share of the processors.
 *
 * @throws ModelError when the weights cannot be read; as {@link loadOnDevice} otherwise
 */
export async function loadFold(
  engine: Engine,
  fold: NetworkFile,
  choice: DeviceChoice,
  share: Share,
  log: Log,
): Promise<LoadedNetwork> {
  const { path } = fold;
  const held = loaded.get(engine);
  const isSame = held?.path === path && held.choice === choice && isEqual(held.share, share);
  if (isSame) return held.network;
  loaded.delete(engine);
  const network = await loadOnDevice(engine, await fold.network(), choice, share, log);
  loaded.set(engine, { path, choice, share, network });
  return network;
}

function isEqual(a: Share, b: Share): boolean {
  return a.threads === b.threads && a.sessions === b.sessions;
}
