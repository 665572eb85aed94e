import { join } from 'node:path';
import { findingColumns, findingLine } from './finding-line.js';
import type { Finding } from './finished-report.js';
import { toldWithin } from './told-within.js';
import { writeTable } from './write-table.js';

/** What became of a study: what its report tells, or what went wrong. */
export interface Outcome {
  readonly study: string;
  readonly report: Finding | null;
  readonly error: Error | null;
}

/** Where {@link writeTables} writes. */
export function tablePaths(folder: string): readonly [lesions: string, runs: string] {
  return [join(folder, 'lesions.csv'), join(folder, 'runs.csv')];
}

/**
 * Writes two tables, a line for each study. `lesions.csv`: what was found, or the error; it is the same whoever made the masks.
 * `runs.csv`: how long it took, and where.
 *
 * @throws ResourceError, UsageError when one cannot be written
 */
export async function writeTables(folder: string, outcomes: readonly Outcome[]): Promise<void> {
  const [lesions, runs] = tablePaths(folder);
  const findings = outcomes.map(({ study, error, report }) =>
    findingLine(study, report, error === null ? undefined : toldWithin(folder, error.message)),
  );
  const times = outcomes.map(({ study, report }) => ({
    study,
    seconds: report?.seconds.total,
    device: report?.device,
  }));
  await writeTable(lesions, findingColumns, findings);
  await writeTable(runs, ['study', 'seconds', 'device'], times);
}
