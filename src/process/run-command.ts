import { AutopetError, InputError, ResourceError } from '../errors.js';
import { isSystemError, systemError } from '../files/system-error.js';
import { exitCodeOf } from './exit-codes.js';
import { failureLine } from './failure-line.js';
import { endOnSignals } from './signals.js';

/** Runs a command to its end and sets the exit code. A failure is told in the last line on stderr. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  endOnSignals();
  try {
    await command();
  } catch (error) {
    const failure = inWords(error);
    process.exitCode = exitCodeOf(failure);
    if (!(failure instanceof AutopetError)) console.error(failure);
    console.error(failureLine(failure));
  }
}

/** A failed call to the system that nobody has put into words yet. */
function inWords(error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const failure = systemError(error, error.path ?? 'A file', 'used', InputError);
  return error.path !== undefined || failure instanceof ResourceError ? failure : error;
}
