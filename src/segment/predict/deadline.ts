/** A point in time by which a study must be finished, and what must be kept back for after the network. */
export interface Deadline {
  /** Seconds left for network passes; Infinity without a limit. */
  secondsForPasses(): number;
  readonly hasLimit: boolean;
}

// Machines are noisy, and a late mask counts as none: a tenth of the limit is never planned for.
const spare = 0.1;

/**
 * Starts the clock of a time limit.
 *
 * @param limitSeconds null for no limit
 * @param reserveSeconds what postprocessing and writing will take
 * @param elapsedSeconds since the study was begun
 */
export function deadline(
  limitSeconds: number | null,
  reserveSeconds: number,
  elapsedSeconds: () => number,
): Deadline {
  const usable = limitSeconds === null ? Number.POSITIVE_INFINITY : limitSeconds * (1 - spare);
  return {
    hasLimit: limitSeconds !== null,
    secondsForPasses: () => usable - reserveSeconds - elapsedSeconds(),
  };
}
