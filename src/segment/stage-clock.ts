import type { Log } from '../log.js';

/** Times the stages of one study. */
export interface StageClock {
  /**
   * Runs a stage, logs how long it took and remembers it. Errors pass through.
   *
   * @throws the signal's reason when it is aborted before the stage begins
   */
  time<T>(stage: string, work: () => T | Promise<T>): Promise<T>;
  /** Seconds of each finished stage, in order. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Seconds since the clock was started. */
  elapsed(): number;
}

/**
 * Starts the clock of a study.
 *
 * @param signal null where nothing can stop it
 */
export function startStageClock(log: Log, signal: AbortSignal | null): StageClock {
  const begin = performance.now();
  const seconds: Record<string, number> = {};
  const since = (start: number): number => Math.round(performance.now() - start) / 1000;
  return {
    seconds,
    elapsed: () => since(begin),
    time: async (stage, work) => {
      signal?.throwIfAborted();
      const start = performance.now();
      const result = await work();
      seconds[stage] = since(start);
      log.info({ stage, seconds: seconds[stage] }, `${stage}: ${seconds[stage]} s`);
      return result;
    },
  };
}
