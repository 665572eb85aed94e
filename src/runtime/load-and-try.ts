import type { LoadedNetwork } from './loaded-network.js';
import type { SessionOptions } from './messages.js';
import type { NetworkSource } from './network-source.js';
import type { SessionPool } from './session-pool.js';

/**
 * Loads a network. On a GPU one empty tile is run: many a fault of a driver shows only then, and kernels
 * are compiled and chosen in the first run. On the CPU it would cost as much as any tile.
 *
 * @throws EngineError when loading or running fails
 */
export async function loadAndTry(
  pool: SessionPool,
  network: NetworkSource,
  options: SessionOptions,
  sessions: number,
): Promise<LoadedNetwork> {
  const { device } = options;
  const start = performance.now();
  const shape = await pool.load(network, { ...options, sessions });
  if (device !== 'cpu') {
    const size = shape.input.reduce((a, b) => a * b, 1);
    await pool.run(new Float32Array(size), { mirrorAxes: [], difference: false });
  }
  const secondsToLoad = (performance.now() - start) / 1000;
  return { device, shape, sessions, secondsToLoad };
}
