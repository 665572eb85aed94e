import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../files/write-file-whole.js';

/**
 * Writes a table as CSV; a cell is empty where a line has nothing for its column. Names come from whoever made the files: none may
 * become a formula in a spreadsheet.
 *
 * @throws ResourceError, UsageError when it cannot be written
 */
export async function writeTable(
  path: string,
  columns: readonly string[],
  lines: readonly object[],
): Promise<void> {
  const options = { columns: [...columns], header: true, escape_formulas: true };
  await writeFileWhole(path, stringify([...lines], options));
}
