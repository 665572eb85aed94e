/**
 * How many passes to plan for: as many as fit into the time by the speed of the first tiles, and at
 * least one. What is planned is the study's whole plan: it is never extended, and cut only where the
 * machine turns out slower than that.
 *
 * @param possible how many there are
 * @param secondsPerPass expected of each
 */
export function passesWithin(
  possible: number,
  secondsPerPass: number,
  secondsLeft: number,
): number {
  const fit = secondsPerPass > 0 ? Math.floor(secondsLeft / secondsPerPass) : possible;
  return Math.max(1, Math.min(possible, fit));
}
