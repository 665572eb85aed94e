/** A clock in place of `performance`, on which only work takes time; work done at once overlaps. */
export interface FakeTime {
  take(seconds: number): Promise<void>;
}

/** Runs a test on a fake clock, and puts the real one back. */
export async function withFakeTime<T>(test: (time: FakeTime) => Promise<T>): Promise<T> {
  const { performance: real } = globalThis;
  let now = 0;
  globalThis.performance = { now: () => now } as typeof real;
  try {
    return await test({
      take: async (seconds) => {
        const end = now + 1000 * seconds;
        await new Promise((resolve) => setImmediate(resolve));
        now = Math.max(now, end);
      },
    });
  } finally {
    globalThis.performance = real;
  }
}
