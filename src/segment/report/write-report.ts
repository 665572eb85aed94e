import { writeJson } from '../../files/write-json.js';
import { reportOf } from './report.js';
import type { SegmentResult } from './segment-result.js';

/**
 * Writes a result as a JSON report.
 *
 * @throws ResourceError, UsageError when the file cannot be written
 */
export async function writeReport(path: string, result: SegmentResult): Promise<void> {
  await writeJson(path, reportOf(result));
}
