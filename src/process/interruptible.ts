import { InterruptedError } from '../errors.js';

/**
 * Does work that a signal may stop: whatever it threw on the way, it fails as interrupted then.
 *
 * @throws InterruptedError when the signal is aborted before the work is done
 */
export async function interruptible<T>(
  signal: AbortSignal | null,
  work: () => Promise<T>,
): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await work();
  } catch (error) {
    if (!signal?.aborted) throw error;
    const { reason } = signal;
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new InterruptedError(`Stopped before it was done, nothing was written: ${why}`, {
      cause: reason,
    });
  }
}
