import { openConsole } from '../../process/console.js';
import { runCommand } from '../../process/run-command.js';
import { runEvaluation } from './run-evaluation.js';

/** The process that does the evaluation's work; `evaluation-main.js` starts it and watches over it. */
await runCommand(async () => {
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  await runEvaluation(process.env, log, onProgress).finally(finish);
});
