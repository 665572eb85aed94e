import { z } from 'zod';
import * as field from '../../options/fields.js';
import { parseOptions } from '../../options/parse-options.js';
import type { RankBy } from './ranking.js';

/** How algorithms are ranked. All of it may be left out. */
export interface RankOptions {
  /** Averages over all `cases` (default) are ranked, or those over each of the `subsets`. */
  readonly by?: RankBy | null | undefined;
  /** Resamples of the cases for the stability, at least 1. Default: 2000. */
  readonly bootstrap?: number | null | undefined;
  /** Seed of the resamples. Default: 0. */
  readonly seed?: number | null | undefined;
}

export interface CompleteRankOptions {
  readonly by: RankBy;
  readonly bootstrap: number;
  readonly seed: number;
}

const schema = z.strictObject({
  by: field.choice(['cases', 'subsets'], 'cases'),
  bootstrap: field.wholeFrom(1, 2000, 1_000_000),
  seed: field.wholeFrom(0, 0),
});

/** Checks options and fills in their defaults. @throws OptionError */
export function normaliseRankOptions(given: RankOptions): CompleteRankOptions {
  return parseOptions(schema, given);
}
