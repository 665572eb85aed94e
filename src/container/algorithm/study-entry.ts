import { runCommand } from '../../process/run-command.js';

/** The process that holds the model in server mode; the server starts it and watches over it. */
await runCommand(async () => {
  // Imported within: that some file of it cannot be opened is then told as any other failure.
  const { openConsole } = await import('../../process/console.js');
  const { takeStudies } = await import('./take-studies.js');
  const { log, onProgress } = openConsole();
  await takeStudies(process.env, log, onProgress);
});
