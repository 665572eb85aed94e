import type { Worker } from 'node:worker_threads';
import { startThread } from '../../process/start-thread.js';
import type { AheadAnswer, AheadJob } from './read-ahead-worker.js';

/** A study that is read and prepared before its turn. */
export interface ReadAhead {
  readonly job: AheadJob;
  /** Waits for it. @returns null when that failed: what there is to tell shows when it is read again */
  take(): Promise<AheadAnswer | null>;
  /** Ends it; then there is nothing to take. */
  drop(): void;
}

/**
 * Reads a study, looks at it and makes its network's input, all in a thread of its own, while the network is
 * busy with the study before. The voxels are those that reading it in turn would give.
 */
export function readAhead(job: AheadJob): ReadAhead {
  const worker = startThread(new URL('./read-ahead-worker.js', import.meta.url), {
    workerData: job,
  });
  const answer = answerOf(worker);
  return { job, take: () => answer, drop: () => void worker.terminate() };
}

function answerOf(worker: Worker): Promise<AheadAnswer | null> {
  return new Promise((resolve) => {
    worker.on('message', resolve);
    for (const end of ['error', 'messageerror', 'exit']) worker.on(end, () => resolve(null));
  });
}
