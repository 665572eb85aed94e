import { inWords } from './in-words.js';
import { throwIfAborted } from './until-aborted.js';

/**
 * Does work that a signal may stop: whatever it threw on the way, it fails as interrupted then. Want of
 * memory and failed calls to the system are put into words.
 *
 * @throws as the work, as {@link inWords}, or as {@link throwIfAborted}
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
    throw inWords(error);
  }
}
