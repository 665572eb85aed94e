import { tellFailure } from './tell-failure.js';
import { endNow, tellWatcher } from './tell-watcher.js';

/** Runs a command to its end and sets the exit code. A failure is told in the last line on stderr. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  tellWatcher();
  // Whoever reads along may leave before the work is done.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreReaderGone);
  process.once('uncaughtException', (error) => endNow(tellFailure(error)));
  try {
    await command();
  } catch (error) {
    process.exitCode = tellFailure(error);
  }
}

/** A pipe that was closed, a terminal that is gone. */
function ignoreReaderGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
}
