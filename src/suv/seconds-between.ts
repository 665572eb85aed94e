import type { ClockTime } from './parse-clock-time.js';

const day = 86400;

/**
 * Seconds from one time to another. Where a day is not told the second is the next such time of day: over
 * midnight, but less than a day later.
 *
 * @returns null where one has a time zone and the other has none
 */
export function secondsBetween(from: ClockTime, to: ClockTime): number | null {
  if ((from.offset === null) !== (to.offset === null)) return null;
  const clocks = to.seconds - (to.offset ?? 0) - (from.seconds - (from.offset ?? 0));
  if (from.day !== null && to.day !== null) return clocks + day * (to.day - from.day);
  return ((clocks % day) + day) % day;
}
