import { openConsole } from './cli/console.js';
import { runCommand } from './cli/run-command.js';
import { runEvaluation } from './evaluation-container/run-evaluation.js';

await runCommand(async () => {
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  await runEvaluation(process.env, log, onProgress).finally(finish);
});
