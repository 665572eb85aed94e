import fs from 'fs-extra';
import { InputError } from '../../errors.js';
import { reportOf } from './report.js';
import type { SegmentResult } from './segment-result.js';

/**
 * Writes a result as a JSON report.
 *
 * @throws InputError when the file cannot be written
 */
export async function writeReport(path: string, result: SegmentResult): Promise<void> {
  await fs.outputJson(path, reportOf(result), { spaces: 2 }).catch((cause: unknown) => {
    throw new InputError(
      `The report ${path} could not be written (${(cause as Error).message}). The mask is at ${result.output}.`,
      { cause },
    );
  });
}
