import type { LoadedNetwork } from '../../runtime/loaded-network.js';

/** What passes cost, measured by the first tiles. */
export interface PassCost {
  /** With all sessions at work. */
  readonly secondsPerTile: number;
  /** To begin each pass, on top of its tiles. */
  readonly secondsToSwitch: number;
  /** At the very end: the last tile leaves the other sessions idle. */
  readonly secondsIdle: number;
}

/**
 * What the first tiles say of all passes. With several folds each pass is made by another network than
 * the one before: it is loaded, and the sessions run empty for it.
 *
 * @param secondsPerTile with all sessions at work
 */
export function passCost(
  secondsPerTile: number,
  { sessions, secondsToLoad }: Pick<LoadedNetwork, 'sessions' | 'secondsToLoad'>,
  folds: number,
): PassCost {
  const secondsIdle = secondsPerTile * (sessions - 1);
  const secondsToSwitch = folds > 1 ? secondsToLoad + secondsIdle : 0;
  return { secondsPerTile, secondsToSwitch, secondsIdle };
}

/** Seconds of one pass over so many tiles. */
export function secondsOfPass(
  { secondsPerTile, secondsToSwitch }: PassCost,
  tiles: number,
): number {
  return secondsPerTile * tiles + secondsToSwitch;
}
