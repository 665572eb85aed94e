import { openConsole } from '../../process/console.js';
import { runCommand } from '../../process/run-command.js';
import { runContainer } from './run-container.js';

/** The process that does the container's work; `main.js` starts it and watches over it. */
await runCommand(async () => {
  const { log, onProgress, finish } = openConsole();
  await runContainer(process.env, log, onProgress).finally(finish);
});
