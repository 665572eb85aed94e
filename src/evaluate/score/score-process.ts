/** Scores one case in a process of its own; see {@link scoreAside}. */
import { AutopetError, ResourceError } from '../../errors.js';
import type { ScoringSettings } from '../result/evaluation.js';
import type { CaseFiles } from './pair-cases.js';
import { type ScoredCase, scoreStudy } from './score-study.js';

/** What the process is asked, as its only message. */
export interface ScoreJob {
  readonly files: CaseFiles;
  readonly settings: ScoringSettings;
}

/** What it answers, or why there is no result: for what the case is, or for what the machine lacks. */
export type ScoreAnswer =
  | { readonly scored: ScoredCase }
  | { readonly refusal: string }
  | { readonly exhausted: string };

process.once('message', async (job: ScoreJob) => {
  process.send?.(await answer(job), () => process.disconnect());
});
// Nobody waits for the answer of a process whose parent is gone.
process.once('disconnect', () => process.exit());

async function answer({ files, settings }: ScoreJob): Promise<ScoreAnswer> {
  try {
    return { scored: await scoreStudy(files, settings) };
  } catch (error) {
    if (error instanceof ResourceError) return { exhausted: error.message };
    if (error instanceof AutopetError) return { refusal: error.message };
    throw error;
  }
}
