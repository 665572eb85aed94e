import { runEvaluation } from './container/evaluation/run-evaluation.js';
import { openConsole } from './process/console.js';
import { runCommand } from './process/run-command.js';

await runCommand(async () => {
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  await runEvaluation(process.env, log, onProgress).finally(finish);
});
