import type { Log } from '../log.js';
import { throwIfAborted } from '../process/until-aborted.js';

/** Times the steps of one study. */
export interface StepClock {
  /**
   * Runs a step, logs how long it took and remembers it. Errors pass through.
   *
   * @throws InterruptedError when the signal is aborted before the step begins
   */
  time<T>(step: string, work: () => T | Promise<T>): Promise<T>;
  /** The same clock, for an earlier network of a cascade: its steps go by its name too. */
  of(network: string): StepClock;
  /** Seconds of each finished step, in order: `network`, `3d_lowres network`, ... */
  seconds(): Readonly<Record<string, number>>;
  /** Seconds that a step has taken so far, with all networks together. */
  secondsOf(step: string): number;
  /** Seconds since the clock was started. */
  elapsed(): number;
}

interface FinishedStep {
  readonly step: string;
  /** With the network's name, if it has one. */
  readonly title: string;
  readonly seconds: number;
}

/**
 * Starts the clock of a study.
 *
 * @param signal null where nothing can stop it
 */
export function startStepClock(log: Log, signal: AbortSignal | null): StepClock {
  const begin = performance.now();
  const finished: FinishedStep[] = [];
  const clockWith = (titleOf: (step: string) => string): StepClock => ({
    time: async (step, work) => {
      throwIfAborted(signal);
      const start = performance.now();
      const result = await work();
      const [title, seconds] = [titleOf(step), secondsSince(start)];
      finished.push({ step, title, seconds });
      // The log has always said `stage`: scripts look for it.
      log.info({ stage: title, seconds }, `${title}: ${seconds} s`);
      return result;
    },
    of: (network) => clockWith((step) => `${network} ${step}`),
    seconds: () => sumByTitle(finished),
    secondsOf: (wanted) =>
      finished.filter(({ step }) => step === wanted).reduce((sum, { seconds }) => sum + seconds, 0),
    elapsed: () => secondsSince(begin),
  });
  return clockWith((step) => step);
}

/** A step that was done several times took as long as all of them. */
function sumByTitle(finished: readonly FinishedStep[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { title, seconds } of finished) {
    sums[title] = Math.round(((sums[title] ?? 0) + seconds) * 1000) / 1000;
  }
  return sums;
}

function secondsSince(start: number): number {
  return Math.round(performance.now() - start) / 1000;
}
