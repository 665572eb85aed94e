import { DeviceError, ModelError, ResourceError } from '../errors.js';
import type { Log } from '../log.js';
import { autoOrder, type Device, type DeviceChoice } from './device.js';
import { EngineError } from './engine-error.js';
import { explainCudaFailure } from './explain-cuda-failure.js';
import { loadAndTry } from './load-and-try.js';
import type { LoadedNetwork } from './loaded-network.js';
import type { NetworkFile, NetworkForm } from './network-source.js';
import { autoPrecision, type PrecisionChoice } from './precision.js';
import type { SessionPool } from './session-pool.js';
import { warnOfFewerSessions } from './warn-of-fewer-sessions.js';
import { whyUnavailable } from './why-unavailable.js';

/** Where a network is to run, and how. */
export interface Target {
  readonly device: DeviceChoice;
  readonly precision: PrecisionChoice;
}

/** What a network may use of the processor. */
export interface Share {
  /** In all. */
  readonly threads: number;
  /** How many sessions share the threads on the CPU, each with a tile of its own; a GPU has one. */
  readonly sessions: number;
}

type File = Pick<NetworkFile, 'network'>;

/**
 * Loads a network on the device that was asked for, or with `auto` on the first that works: a
 * GPU counts as working only once it has run a tile. Where there is no memory for several sessions on
 * the CPU, one gets all threads. Where `auto` finds that a device does not do half precision, it
 * gets float32.
 *
 * @param whyNot what shows without trying that a device cannot work here
 * @throws DeviceError when the device that was asked for cannot be had
 * @throws ModelError when even the CPU refuses the network, or its weights cannot be read
 * @throws ResourceError when the device that was asked for, or even the CPU, runs out of memory
 */
export async function loadOnDevice(
  pool: SessionPool,
  file: File,
  { device: choice, precision }: Target,
  share: Share,
  log: Log,
  whyNot = whyUnavailable,
): Promise<LoadedNetwork> {
  const candidates = choice === 'auto' ? autoOrder : [choice];
  for (const device of candidates) {
    const reason = whyNot(device, choice !== 'auto');
    const outcome = reason ?? (await tryPrecision(pool, file, device, precision, share, log));
    if (typeof outcome !== 'string' && !(outcome instanceof EngineError)) return outcome;
    const why = typeof outcome === 'string' ? outcome : reasonOf(outcome);
    if (device === 'cpu') throw cpuError(outcome, why);
    if (choice !== 'auto') throw deviceError(device, outcome, why);
    log.info({ device, why }, `${device} is not used: ${why}`);
  }
  throw new DeviceError('No device was tried.');
}

/** With `auto`, float32 is tried where float16 fails, but not for want of memory: it takes more. */
async function tryPrecision(
  pool: SessionPool,
  file: File,
  device: Device,
  choice: PrecisionChoice,
  share: Share,
  log: Log,
): Promise<LoadedNetwork | EngineError> {
  const precision = choice === 'auto' ? autoPrecision[device] : choice;
  const attempt = tryDevice(pool, file, { device, precision }, share, log);
  if (choice !== 'auto' || precision === 'float32') return attempt;
  const outcome = await attempt.catch((error: unknown) => {
    if (error instanceof ModelError) return error;
    throw error;
  });
  if (!(outcome instanceof Error)) return outcome;
  if (outcome instanceof EngineError && outcome.isOutOfMemory) return outcome;
  const why = outcome.message;
  log.info({ device, why }, `float16 is not used on ${device}: ${why}`);
  return tryDevice(pool, file, { device, precision: 'float32' }, share, log);
}

/** Without memory for several sessions one takes all threads. */
async function tryDevice(
  pool: SessionPool,
  file: File,
  form: NetworkForm,
  share: Share,
  log: Log,
): Promise<LoadedNetwork | EngineError> {
  const sessions = form.device === 'cpu' ? share.sessions : 1;
  const threads = Math.floor(share.threads / sessions);
  try {
    return await loadAndTry(pool, file, form, { threads, sessions });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (sessions === 1 || !error.isOutOfMemory) return error;
    warnOfFewerSessions(sessions, error, log);
    return tryDevice(pool, file, form, { ...share, sessions: 1 }, log);
  }
}

function deviceError(device: Device, outcome: string | EngineError, why: string): Error {
  if (outcome instanceof EngineError && outcome.isOutOfMemory) {
    return new ResourceError(
      `The network does not fit into the memory of the device "${device}": ${why}. Use --device auto to go on on the CPU, or a GPU with more memory that is free.`,
      { cause: outcome },
    );
  }
  return new DeviceError(
    `The device "${device}" cannot be used here: ${why}. Use --device auto to take what there is.`,
    { cause: outcome },
  );
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
