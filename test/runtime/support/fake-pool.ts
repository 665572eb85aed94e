import type { PoolOptions, SessionPool } from '../../../src/runtime/session-pool.js';

/** A pool without threads: it answers with the tile, and lists what it was asked to load. */
export interface FakePool extends SessionPool {
  readonly loads: readonly string[];
  /** What the next loads wait for. */
  held: Promise<unknown>;
  death: Error | null;
}

/** @param refuse throws where a load is to fail */
export function fakePool(refuse: (options: PoolOptions) => void = () => undefined): FakePool {
  const loads: string[] = [];
  const pool: FakePool = {
    loads,
    held: Promise.resolve(),
    death: null,
    load: async (network, options) => {
      const { device, threads, sessions } = options;
      loads.push(`${network} on ${device}: ${sessions} of ${threads}`);
      await pool.held;
      refuse(options);
      pool.death = null;
      return { input: [1, 1, 2], output: [1, 1, 2] };
    },
    run: async (tile) => tile,
    close: async () => undefined,
  };
  return pool;
}
