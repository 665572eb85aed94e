import type { Device } from './device.js';
import type { Engine } from './engine.js';
import type { NetworkShape, NetworkSource, SessionOptions } from './inference-worker.js';

/** A network ready to run, where, and how long warm tiles take there. */
export interface LoadedNetwork {
  readonly device: Device;
  readonly shape: NetworkShape;
  /** How many sessions take tiles side by side. */
  readonly sessions: number;
  /** With all sessions at work: a tile alone takes this times the sessions. */
  readonly secondsPerTile: number;
  /** What loading took, the warm-up included. */
  readonly secondsToLoad: number;
}

// A tile that takes longer than this has not spent much of it on setting up.
const slowSeconds = 0.5;

/**
 * Loads a network and runs empty tiles, one in each session at once.
 *
 * @throws EngineError when loading or running fails
 */
export async function loadAndTime(
  engine: Engine,
  network: NetworkSource,
  options: SessionOptions,
  sessions: number,
): Promise<LoadedNetwork> {
  const { device } = options;
  const start = performance.now();
  const shape = await engine.load(network, { ...options, sessions });
  const size = shape.input.reduce((a, b) => a * b, 1);
  const runTile = (): Promise<unknown> =>
    engine.run(new Float32Array(size), { mirrorAxes: [], difference: false });
  const timeTiles = async (): Promise<number> => {
    const start = performance.now();
    await Promise.all(Array.from({ length: sessions }, runTile));
    return (performance.now() - start) / 1000;
  };
  const first = await timeTiles();
  // The first run allocates memory, and GPUs compile and choose algorithms in it. Only the second
  // tells the speed, but on a slow device it would cost more than it tells.
  const isSlow = device === 'cpu' && first > slowSeconds;
  const secondsPerTile = (isSlow ? first : await timeTiles()) / sessions;
  const secondsToLoad = (performance.now() - start) / 1000;
  return { device, shape, sessions, secondsPerTile, secondsToLoad };
}
