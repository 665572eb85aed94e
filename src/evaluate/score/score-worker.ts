/** Scores one case in a thread of its own, whose memory is given back when it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { AutopetError, ResourceError } from '../../errors.js';
import type { CaseResult, Settings } from '../result/evaluation.js';
import type { CaseFiles } from './pair-cases.js';
import { scoreStudy } from './score-study.js';

/** What the worker is asked, as its `workerData`. */
export interface ScoreJob {
  readonly files: CaseFiles;
  readonly settings: Settings;
}

/** What it answers, or why there is no result: for what the case is, or for what the machine lacks. */
export type ScoreAnswer =
  | { readonly result: CaseResult }
  | { readonly refusal: string }
  | { readonly exhausted: string };

const { files, settings } = workerData as ScoreJob;
parentPort?.postMessage(await answer());

async function answer(): Promise<ScoreAnswer> {
  try {
    return { result: await scoreStudy(files, settings) };
  } catch (error) {
    if (error instanceof ResourceError) return { exhausted: error.message };
    if (error instanceof AutopetError) return { refusal: error.message };
    throw error;
  }
}
