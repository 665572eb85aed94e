import { AutopetError } from '../errors.js';
import { exitCodeOf } from './exit-codes.js';
import { failureLine } from './failure-line.js';
import { inWords } from './in-words.js';

/**
 * Tells a failure in the last line on stderr; what is a fault of autopet also where it came up.
 *
 * @returns the exit code for it
 */
export function tellFailure(error: unknown): number {
  const failure = inWords(error);
  if (!(failure instanceof AutopetError)) console.error(failure);
  console.error(failureLine(failure));
  return exitCodeOf(failure);
}
