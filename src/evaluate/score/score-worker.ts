/** Scores one case in a thread of its own, whose memory is given back when it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { AutopetError } from '../../errors.js';
import type { CaseResult, ScoringSettings } from '../result/evaluation.js';
import type { CaseFiles } from './pair-cases.js';
import { scoreStudy } from './score-study.js';

/** What the worker is asked, as its `workerData`. */
export interface ScoreJob {
  readonly files: CaseFiles;
  readonly settings: ScoringSettings;
}

/** What it answers; `refusal` is the message of an input error. */
export type ScoreAnswer = { readonly result: CaseResult } | { readonly refusal: string };

const { files, settings } = workerData as ScoreJob;
parentPort?.postMessage(await answer());

async function answer(): Promise<ScoreAnswer> {
  try {
    return { result: await scoreStudy(files, settings) };
  } catch (error) {
    if (error instanceof AutopetError) return { refusal: error.message };
    throw error;
  }
}
