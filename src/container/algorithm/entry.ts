import { openConsole } from '../../process/console.js';
import { runCommand } from '../../process/run-command.js';
import { runContainer } from './run-container.js';

/** The process that does the container's work; `main.js` starts it and watches over it. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Being watched over is no reason to stay.
process.channel?.unref();

await runCommand(async () => {
  const { log, onProgress, finish } = openConsole();
  await runContainer(process.env, log, onProgress).finally(finish);
});
