import type { Deadline } from './deadline.js';

/**
 * What an earlier network of a cascade may use of the time left now, so that the later ones get theirs.
 *
 * @param part 0 < part <= 1
 */
export function shareDeadline(due: Deadline, part: number): Deadline {
  if (!due.hasLimit) return due;
  const kept = due.secondsForPasses() * (1 - part);
  return { hasLimit: true, secondsForPasses: () => due.secondsForPasses() - kept };
}
