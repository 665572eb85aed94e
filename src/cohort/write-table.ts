import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../files/write-file-whole.js';
import type { Finding } from './finished-report.js';

/** What became of a study: what its report tells, or what went wrong. */
export interface Outcome {
  readonly study: string;
  readonly report: Finding | null;
  readonly error: Error | null;
}

const columns = ['study', 'lesions', 'tmtv_ml', 'tlg', 'suv_max', 'seconds', 'device', 'error'];

/**
 * Writes a line per study as CSV: lesion count, TMTV (ml), TLG (g), SUVmax (g/ml), seconds and device, or
 * the error.
 *
 * @throws ResourceError, UsageError when the file cannot be written
 */
export async function writeTable(path: string, outcomes: readonly Outcome[]): Promise<void> {
  const lines = outcomes.map(({ study, error, report }) => ({
    study,
    lesions: report?.lesions.count,
    tmtv_ml: report?.lesions.tmtv_ml,
    tlg: report?.lesions.tlg,
    suv_max: report?.lesions.suv_max,
    seconds: report?.seconds.total,
    device: report?.device,
    error: error?.message,
  }));
  // Names come from whoever made the files: none may become a formula in a spreadsheet.
  await writeFileWhole(path, stringify(lines, { columns, header: true, escape_formulas: true }));
}
