import type { Log } from '../log.js';
import { availableThreads } from '../process/available-threads.js';

/**
 * As many threads or workers as are asked for, but no more than twice the processors that may be used:
 * more would only take memory and wait for each other, so a warning is given and they are not taken.
 *
 * @param what they are called in the warning
 */
export function usableThreads(asked: number, what: string, log: Log): number {
  const available = availableThreads();
  const most = 2 * available;
  if (asked <= most) return asked;
  log.warn(
    { asked, taken: most },
    `${asked} ${what} are asked for, but ${available} processor(s) may be used: ${most} are taken`,
  );
  return most;
}
