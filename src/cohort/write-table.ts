import { writeFileWhole } from '../files/write-file-whole.js';
import { tableText } from './table-text.js';

/**
 * Writes a table as CSV, the names of its columns first.
 *
 * @throws ResourceError, UsageError when it cannot be written
 */
export async function writeTable(
  path: string,
  columns: readonly string[],
  lines: readonly object[],
): Promise<void> {
  await writeFileWhole(path, tableText(columns, lines, true));
}
