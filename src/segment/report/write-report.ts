import fs from 'fs-extra';
import { InputError } from '../../errors.js';
import type { Report } from './make-report.js';

/**
 * Writes a report as JSON.
 *
 * @throws InputError when the file cannot be written
 */
export async function writeReport(path: string, report: Report): Promise<void> {
  await fs.outputJson(path, report, { spaces: 2 }).catch((cause: unknown) => {
    throw new InputError(
      `The report ${path} could not be written (${(cause as Error).message}). The mask is at ${report.output}.`,
      { cause },
    );
  });
}
