import { runCommand } from '../../process/run-command.js';

/** The process that does the evaluation's work; `evaluation-main.js` starts it and watches over it. */
await runCommand(async () => {
  // Imported within: that some file of it cannot be opened is then told as any other failure.
  const { openConsole } = await import('../../process/console.js');
  const { runEvaluation } = await import('./run-evaluation.js');
  const { log, onProgress, finish } = openConsole(process.stdout, 'case');
  await runEvaluation(process.env, log, onProgress).finally(finish);
});
