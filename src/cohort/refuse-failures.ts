import { AutopetError, StudiesError } from '../errors.js';
import { listed } from '../files/listed.js';
import type { Outcome } from './write-tables.js';

/**
 * Ends a run of which studies failed as it would have ended for the first of them alone.
 *
 * @throws StudiesError, or what the first failure is where that is a fault of autopet
 */
export function refuseFailures(outcomes: readonly Outcome[]): void {
  const failed = outcomes.filter(({ error }) => error !== null);
  const [first] = failed;
  if (!first?.error) return;
  if (!(first.error instanceof AutopetError)) throw first.error;
  const names = listed(failed.map(({ study }) => study));
  throw new StudiesError(
    `${failed.length} of ${outcomes.length} studies were not segmented: ${names}. ${first.study}: ${first.error.message}`,
    first.error.code,
    { cause: first.error },
  );
}
