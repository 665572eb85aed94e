import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { InputError, ResourceError } from '../../errors.js';
import type { CaseResult, Settings } from '../result/evaluation.js';
import type { CaseFiles } from './pair-cases.js';
import type { ScoreAnswer, ScoreJob } from './score-worker.js';

/**
 * Scores cases side by side in worker threads.
 *
 * @param workers how many cases are in memory at once
 * @param onProgress hears how many are done
 * @returns results in the order of the cases, whatever the number of workers
 * @throws InputError that names every case which cannot be scored
 * @throws ResourceError when files or memory ran out
 */
export async function scoreStudies(
  cases: readonly CaseFiles[],
  settings: Settings,
  workers: number,
  onProgress: (done: number, total: number) => void,
): Promise<CaseResult[]> {
  const answers: ScoreAnswer[] = [];
  const waiting = [...cases.entries()].reverse();
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [index, files] = next;
      answers[index] = await scoreInThread({ files, settings }).catch((error: unknown) => {
        // Not the case's fault but ours or the machine's: the others would come to nothing.
        waiting.length = 0;
        throw error;
      });
      done++;
      onProgress(done, cases.length);
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, cases.length) }, work));
  const refusals = answers.flatMap((answer) => ('refusal' in answer ? [answer.refusal] : []));
  if (refusals.length > 0) throw refused(refusals, cases.length);
  return answers.flatMap((answer) => ('result' in answer ? [answer.result] : []));
}

// At its end a thread of Node.js 20 waits for what V8 still compiles for it in the background. Should
// that in turn wait for a garbage collection, which only the ended thread could do, both wait for ever
// (seen in one of three runs over a dozen cases). So threads compile for themselves.
setFlagsFromString('--no-concurrent-recompilation');

async function scoreInThread(job: ScoreJob): Promise<ScoreAnswer> {
  const worker = new Worker(new URL('./score-worker.js', import.meta.url), { workerData: job });
  const [answer] = (await once(worker, 'message')) as [ScoreAnswer];
  await worker.terminate();
  if ('exhausted' in answer) throw new ResourceError(answer.exhausted);
  return answer;
}

const shownRefusals = 5;

function refused(refusals: readonly string[], total: number): InputError {
  if (refusals.length === 1) return new InputError(refusals[0]!);
  const shown = refusals.slice(0, shownRefusals).join(' | ');
  const more = refusals.length - shownRefusals;
  return new InputError(
    `${refusals.length} of ${total} cases cannot be scored: ${shown}${more > 0 ? ` | and ${more} more` : ''}`,
  );
}
