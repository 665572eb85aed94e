import { InputError } from '../../errors.js';
import type { OnProgress } from '../../log.js';
import type { ScoringSettings } from '../result/evaluation.js';
import type { CaseFiles } from './pair-cases.js';
import { scoreAside } from './score-aside.js';
import type { ScoreAnswer } from './score-process.js';
import type { ScoredCase } from './score-study.js';

export interface ScoreOptions {
  /** How many cases are in memory at once. */
  readonly workers: number;
  /** Hears how many are done. */
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal | null;
}

/**
 * Scores cases side by side in processes of their own.
 *
 * @returns cases in the order of the cases, whatever the number of workers
 * @throws InputError that names every case which cannot be scored
 * @throws ResourceError when files or memory ran out; InterruptedError
 */
export async function scoreStudies(
  cases: readonly CaseFiles[],
  settings: ScoringSettings,
  { workers, onProgress, signal }: ScoreOptions,
): Promise<ScoredCase[]> {
  const answers: ScoreAnswer[] = [];
  const waiting = [...cases.entries()].reverse();
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [index, files] = next;
      answers[index] = await scoreAside({ files, settings }, signal).catch((error: unknown) => {
        // Not the case's fault but ours or the machine's: the others would come to nothing.
        waiting.length = 0;
        throw error;
      });
      done++;
      onProgress(done, cases.length);
    }
  };
  const working = Array.from({ length: Math.min(workers, cases.length) }, work);
  // All are waited for, so that no process is left when one has failed.
  await Promise.allSettled(working);
  await Promise.all(working);
  const refusals = answers.flatMap((answer) => ('refusal' in answer ? [answer.refusal] : []));
  if (refusals.length > 0) throw refused(refusals, cases.length);
  return answers.flatMap((answer) => ('scored' in answer ? [answer.scored] : []));
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
