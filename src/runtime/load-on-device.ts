import { DeviceError, ModelError, ResourceError } from '../errors.js';
import type { Log } from '../log.js';
import { autoOrder, type Device, type DeviceChoice } from './device.js';
import { type Engine, EngineError } from './engine.js';
import type { NetworkShape, NetworkSource } from './inference-worker.js';
import { whyUnavailable } from './why-unavailable.js';

/** A network ready to run, where, and how long one warm tile takes there. */
export interface LoadedNetwork {
  readonly device: Device;
  readonly shape: NetworkShape;
  readonly secondsPerTile: number;
  /** What loading took, the warm-up included. */
  readonly secondsToLoad: number;
}

/**
 * Loads a network on the device that was asked for, or with `auto` on the first that works, and
 * runs one empty tile: a device counts as working only once it has.
 *
 * @throws DeviceError when the device that was asked for cannot be had
 * @throws ModelError when even the CPU refuses the network
 * @throws ResourceError when even the CPU runs out of memory
 */
export async function loadOnDevice(
  engine: Engine,
  network: NetworkSource,
  choice: DeviceChoice,
  threads: number,
  log: Log,
): Promise<LoadedNetwork> {
  const candidates = choice === 'auto' ? autoOrder : [choice];
  for (const device of candidates) {
    const reason = whyUnavailable(device, choice !== 'auto');
    const outcome = reason ?? (await tryDevice(engine, network, device, threads));
    if (typeof outcome !== 'string' && !(outcome instanceof EngineError)) return outcome;
    const why = typeof outcome === 'string' ? outcome : outcome.message.trim();
    if (device === 'cpu') throw cpuError(outcome, why);
    if (choice !== 'auto') {
      throw new DeviceError(
        `The device "${device}" cannot be used here: ${why}. Use --device auto to take what there is.`,
        { cause: outcome },
      );
    }
    log.info({ device, why }, `${device} is not used: ${why}`);
  }
  throw new DeviceError('No device was tried.');
}

// A tile that takes longer than this has not spent much of it on setting up.
const slowSeconds = 0.5;

async function tryDevice(
  engine: Engine,
  network: NetworkSource,
  device: Device,
  threads: number,
): Promise<LoadedNetwork | EngineError> {
  const start = performance.now();
  try {
    const shape = await engine.load(network, { device, threads });
    const size = shape.input.reduce((a, b) => a * b, 1);
    const timeTile = async (): Promise<number> => {
      const start = performance.now();
      await engine.run(new Float32Array(size), { mirrorAxes: [], difference: false });
      return (performance.now() - start) / 1000;
    };
    const first = await timeTile();
    // The first run allocates memory, and GPUs compile and choose algorithms in it. Only the second
    // tells the speed, but on a slow device it would cost more than it tells.
    const isSlow = device === 'cpu' && first > slowSeconds;
    const secondsPerTile = isSlow ? first : await timeTile();
    return { device, shape, secondsPerTile, secondsToLoad: (performance.now() - start) / 1000 };
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

function cpuError(outcome: string | EngineError, why: string): Error {
  if (outcome instanceof EngineError && outcome.isOutOfMemory) {
    return new ResourceError(
      `The network does not fit into memory: ${why}. Use a machine or container with more memory, or a smaller network.`,
      { cause: outcome },
    );
  }
  return new ModelError(`onnxruntime refuses the network: ${why}.`, { cause: outcome });
}
