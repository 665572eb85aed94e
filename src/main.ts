import { openConsole } from './cli/console.js';
import { runCommand } from './cli/run-command.js';
import { runContainer } from './container/run-container.js';

await runCommand(async () => {
  const { log, onProgress, finish } = openConsole();
  await runContainer(process.env, log, onProgress).finally(finish);
});
