/** Gives one of several equal helpers to a piece of work, once one is free. */
export type TakeTurn<Helper> = <T>(work: (helper: Helper) => Promise<T>) => Promise<T>;

/**
 * Shares out work: each piece goes to the helper that is free first, one at a time to each; pieces
 * that have to wait are begun in the order in which they came. A piece that fails frees its helper.
 */
export function takeTurns<Helper>(helpers: readonly Helper[]): TakeTurn<Helper> {
  const free = [...helpers];
  const waiting: ((helper: Helper) => void)[] = [];
  return async (work) => {
    const helper = free.shift() ?? (await new Promise<Helper>((resolve) => waiting.push(resolve)));
    try {
      return await work(helper);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(helper);
      else next(helper);
    }
  };
}
