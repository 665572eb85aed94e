import { UsageError } from '../../errors.js';

/** One of so many shards, from 1. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/**
 * Reads `K/N`.
 *
 * @throws UsageError unless both are whole numbers and K is from 1 to N
 */
export function parseShard(text: string): Shard {
  const [, number, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (number === undefined || of === undefined || number < 1 || number > of) {
    throw new UsageError(`--shard ${text}: expected K/N with K from 1 to N, such as 3/50.`);
  }
  return { number, of };
}
