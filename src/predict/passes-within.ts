import type { Pass } from './plan-passes.js';

/**
 * The passes to plan for: as many of them, in their order, as fit into the time by the speed of the
 * warm-up tile, and at least one. What is planned is the study's whole plan: it is never extended,
 * and cut only where the machine turns out slower than that.
 *
 * @param secondsPerPass expected of each
 * @param secondsLeft Infinity without a limit
 */
export function passesWithin(
  passes: readonly Pass[],
  secondsPerPass: number,
  secondsLeft: number,
): readonly Pass[] {
  if (secondsLeft === Number.POSITIVE_INFINITY) return passes;
  const fit = secondsPerPass > 0 ? Math.floor(secondsLeft / secondsPerPass) : passes.length;
  return passes.slice(0, Math.max(1, fit));
}
