import { openConsole } from '../../process/console.js';
import { runCommand } from '../../process/run-command.js';
import { takeStudies } from './take-studies.js';

/** The process that holds the model in server mode; the server starts it and watches over it. */
await runCommand(async () => {
  const { log, onProgress } = openConsole();
  await takeStudies(process.env, log, onProgress);
});
