import { writeJson } from '../../files/write-json.js';
import type { Report } from './make-report.js';

/**
 * Writes a report as JSON.
 *
 * @throws ResourceError, UsageError when the file cannot be written
 */
export async function writeReport(path: string, report: Report): Promise<void> {
  await writeJson(path, report);
}
