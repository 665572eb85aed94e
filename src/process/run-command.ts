import { AutopetError } from '../errors.js';
import { removePartialFiles } from '../files/partial-files.js';
import { exitCodeOf } from './exit-codes.js';
import { failureLine } from './failure-line.js';

/** Runs a command to its end and sets the exit code. A failure is told in the last line on stderr. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  exitOnSignals();
  try {
    await command();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (!(error instanceof AutopetError)) console.error(error);
    console.error(failureLine(error));
  }
}

/**
 * Ends at once when asked to, leaving no partial file. `process.exit` will not do: it waits for the
 * worker's tile, which may take longer than the platform does, and a worker that is stopped inside
 * onnxruntime aborts the process. So the signal is sent again, now with its deadly default.
 */
function exitOnSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      removePartialFiles();
      console.error(`autopet: stopped by ${signal}; no mask was written.`);
      process.kill(process.pid, signal);
      // The first process of a container is spared by default actions.
      setImmediate(() => process.abort());
    });
  }
}
