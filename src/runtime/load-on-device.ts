import { DeviceError, ModelError, ResourceError } from '../errors.js';
import type { Log } from '../log.js';
import { autoOrder, type Device, type DeviceChoice } from './device.js';
import { EngineError } from './engine-error.js';
import { explainCudaFailure } from './explain-cuda-failure.js';
import { loadAndTry } from './load-and-try.js';
import type { LoadedNetwork } from './loaded-network.js';
import type { NetworkSource } from './network-source.js';
import type { SessionPool } from './session-pool.js';
import { warnOfFewerSessions } from './warn-of-fewer-sessions.js';
import { whyUnavailable } from './why-unavailable.js';

/** What a network may use of the processor. */
export interface Share {
  /** In all. */
  readonly threads: number;
  /** How many sessions share the threads on the CPU, each with a tile of its own; a GPU has one. */
  readonly sessions: number;
}

/**
 * Loads a network on the device that was asked for, or with `auto` on the first that works: a
 * GPU counts as working only once it has run a tile. Where there is no memory for several sessions on
 * the CPU, one gets all threads.
 *
 * @throws DeviceError when the device that was asked for cannot be had
 * @throws ModelError when even the CPU refuses the network
 * @throws ResourceError when even the CPU runs out of memory
 */
export async function loadOnDevice(
  pool: SessionPool,
  network: NetworkSource,
  choice: DeviceChoice,
  share: Share,
  log: Log,
): Promise<LoadedNetwork> {
  const candidates = choice === 'auto' ? autoOrder : [choice];
  for (const device of candidates) {
    const reason = whyUnavailable(device, choice !== 'auto');
    const outcome = reason ?? (await tryDevice(pool, network, device, share, log));
    if (typeof outcome !== 'string' && !(outcome instanceof EngineError)) return outcome;
    const why = typeof outcome === 'string' ? outcome : reasonOf(outcome);
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

/** Without memory for several sessions one takes all threads. */
async function tryDevice(
  pool: SessionPool,
  network: NetworkSource,
  device: Device,
  share: Share,
  log: Log,
): Promise<LoadedNetwork | EngineError> {
  const sessions = device === 'cpu' ? share.sessions : 1;
  const threads = Math.floor(share.threads / sessions);
  try {
    return await loadAndTry(pool, network, { device, threads }, sessions);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (sessions === 1 || !error.isOutOfMemory) return error;
    warnOfFewerSessions(sessions, error, log);
    return tryDevice(pool, network, device, { ...share, sessions: 1 }, log);
  }
}

function reasonOf(error: EngineError): string {
  const explanation = explainCudaFailure(error.told);
  return explanation === null ? error.message : `${explanation} (${error.message})`;
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
