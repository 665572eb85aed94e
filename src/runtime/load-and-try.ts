import type { LoadedNetwork } from './loaded-network.js';
import type { NetworkFile, NetworkForm } from './network-source.js';
import type { PoolOptions, SessionPool } from './session-pool.js';

/**
 * Loads a network. On a GPU one empty tile is run: many a fault of a driver shows only then, and kernels
 * are compiled and chosen in the first run. On the CPU it would cost as much as any tile.
 *
 * @throws EngineError when loading or running fails
 * @throws ModelError when the weights cannot be read, or the network not be had in this form
 */
export async function loadAndTry(
  pool: SessionPool,
  file: Pick<NetworkFile, 'network'>,
  { device, precision }: NetworkForm,
  { threads, sessions }: Required<Pick<PoolOptions, 'threads' | 'sessions'>>,
): Promise<LoadedNetwork> {
  const start = performance.now();
  const network = await file.network({ device, precision });
  const shape = await pool.load(network, { device, threads, sessions });
  if (device !== 'cpu') {
    const size = shape.input.reduce((a, b) => a * b, 1);
    await pool.run(new Float32Array(size), { mirrorAxes: [], difference: false });
  }
  const secondsToLoad = (performance.now() - start) / 1000;
  return { device, precision, shape, sessions, secondsToLoad };
}
