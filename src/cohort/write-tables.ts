import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../files/write-file-whole.js';
import type { Finding } from './finished-report.js';

/** What became of a study: what its report tells, or what went wrong. */
export interface Outcome {
  readonly study: string;
  readonly report: Finding | null;
  readonly error: Error | null;
}

const found = ['study', 'lesions', 'tmtv_ml', 'tlg', 'suv_max', 'error'];
const took = ['study', 'seconds', 'device'];

/** Where {@link writeTables} writes. */
export function tablePaths(folder: string): readonly [lesions: string, runs: string] {
  return [join(folder, 'lesions.csv'), join(folder, 'runs.csv')];
}

/**
 * Writes two tables as CSV, a line for each study. `lesions.csv`: lesion count, TMTV (ml), TLG (g), SUVmax (g/ml), or the
 * error; it is the same whoever made the masks. `runs.csv`: how long it took, and where.
 *
 * @throws ResourceError, UsageError when one cannot be written
 */
export async function writeTables(folder: string, outcomes: readonly Outcome[]): Promise<void> {
  const [lesions, runs] = tablePaths(folder);
  const findings = outcomes.map(({ study, error, report }) => ({
    study,
    lesions: report?.lesions.count,
    tmtv_ml: report?.lesions.tmtv_ml,
    tlg: report?.lesions.tlg,
    suv_max: report?.lesions.suv_max,
    error: error?.message.replaceAll(join(folder, '/'), ''),
  }));
  const times = outcomes.map(({ study, report }) => ({
    study,
    seconds: report?.seconds.total,
    device: report?.device,
  }));
  await writeFileWhole(lesions, csv(findings, found));
  await writeFileWhole(runs, csv(times, took));
}

/** Names come from whoever made the files: none may become a formula in a spreadsheet. */
function csv(lines: readonly object[], columns: readonly string[]): string {
  return stringify([...lines], { columns: [...columns], header: true, escape_formulas: true });
}
