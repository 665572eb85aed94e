import { openConsole } from '../../process/console.js';
import { runEvaluation } from './run-evaluation.js';

/** What the evaluation container's process does. */
export async function evaluationEntry(): Promise<void> {
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  await runEvaluation(process.env, log, onProgress).finally(finish);
}
