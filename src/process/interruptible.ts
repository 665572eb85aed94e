import { throwIfAborted } from './until-aborted.js';

/**
 * Does work that a signal may stop: whatever it threw on the way, it fails as interrupted then.
 *
 * @throws as the work, or as {@link throwIfAborted}
 */
export async function interruptible<T>(
  signal: AbortSignal | null,
  work: () => Promise<T>,
): Promise<T> {
  throwIfAborted(signal);
  try {
    return await work();
  } catch (error) {
    throwIfAborted(signal);
    throw error;
  }
}
