import { runCommand } from '../../process/run-command.js';

/** The process that does the container's work; `main.js` starts it and watches over it. */
await runCommand(async () => {
  // Imported within: that some file of it cannot be opened is then told as any other failure.
  const { openConsole } = await import('../../process/console.js');
  const { runContainer } = await import('./run-container.js');
  const { log, onProgress, finish } = openConsole();
  await runContainer(process.env, log, onProgress).finally(finish);
});
