import { AutopetError, InterruptedError } from '../errors.js';

/** What may stop work; null or undefined for nothing. */
export type StopSignal = AbortSignal | null | undefined;

/** @throws the signal's reason where that is an AutopetError, else InterruptedError, once it is aborted */
export function throwIfAborted(signal: StopSignal): void {
  if (signal?.aborted) throw interruption(signal);
}

/**
 * Waits for work, but no longer than until the signal is aborted. The work itself goes on, and what
 * becomes of it then is nobody's concern any more.
 *
 * @throws as the work, or as {@link throwIfAborted}
 */
export async function untilAborted<T>(work: Promise<T>, signal: StopSignal): Promise<T> {
  if (!signal) return work;
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(interruption(signal));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function interruption({ reason }: AbortSignal): AutopetError {
  if (reason instanceof AutopetError) return reason;
  const why = reason instanceof Error ? reason.message : String(reason);
  return new InterruptedError(`Stopped before it was done, nothing was written: ${why}`, {
    cause: reason,
  });
}
