import { ModelError, ResourceError } from '../../errors.js';
import type { Log } from '../../log.js';
import type { DeviceChoice } from '../../runtime/device.js';
import { EngineError } from '../../runtime/engine-error.js';
import type { LoadedNetwork } from '../../runtime/loaded-network.js';
import { warnOfFewerSessions } from '../../runtime/warn-of-fewer-sessions.js';

/** Where a network is to run. */
export interface Place {
  readonly device: DeviceChoice;
  /** How many share the threads on the CPU, each with a tile of its own. */
  readonly sessions: number;
}

/**
 * Where to try again when memory has run out: on the CPU after a GPU that was not asked for by name,
 * with one session there after several. The log says so.
 *
 * @param asked where it was to run
 * @param found where it did run
 * @throws ResourceError when memory has run out in the last of these places
 * @throws ModelError when onnxruntime has failed for another reason
 * @throws the error itself when it is not onnxruntime's
 */
export function placeAfter(error: unknown, asked: Place, found: LoadedNetwork, log: Log): Place {
  // A later fold's network that does not fit on a GPU is a ResourceError with the engine's as its cause.
  const isLoading = found.device !== 'cpu' && error instanceof ResourceError;
  const reason = isLoading ? error.cause : error;
  const isFull = reason instanceof EngineError && reason.isOutOfMemory;
  const isLast = found.device === 'cpu' ? found.sessions === 1 : asked.device !== 'auto';
  if (!isFull || isLast) throw error instanceof EngineError ? failure(error, found) : error;
  if (found.device === 'cpu') {
    warnOfFewerSessions(found.sessions, reason, log);
    return { device: 'cpu', sessions: 1 };
  }
  log.warn(
    { device: found.device, why: reason.message },
    `${found.device} ran out of memory; starting again on the CPU`,
  );
  return { device: 'cpu', sessions: asked.sessions };
}

function failure(error: EngineError, { device }: LoadedNetwork): Error {
  if (!error.isOutOfMemory) {
    return new ModelError(`onnxruntime failed while running the network: ${error.message}.`, {
      cause: error,
    });
  }
  const advice =
    device === 'cpu'
      ? 'Use a machine or container with more memory.'
      : 'Use --device auto to go on on the CPU, or a GPU with more memory that is free.';
  return new ResourceError(
    `Memory ran out while running the network: ${error.message}. ${advice}`,
    { cause: error },
  );
}
