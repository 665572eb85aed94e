import type { JudgedSeries } from './judge-series.js';

/** Whether a series is the one that is asked for, by its UID or its id. */
export function isNamed({ found }: JudgedSeries, name: string): boolean {
  return found.seriesUid === name || found.id === name;
}
