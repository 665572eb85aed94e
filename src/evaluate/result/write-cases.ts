import { stringify } from 'csv-stringify/sync';
import { writeFileWhole } from '../../files/write-file-whole.js';
import { type Evaluation, metricNames } from './evaluation.js';

const columns = ['case', 'status', 'subset', ...metricNames] as const;

/**
 * Writes one line per case as CSV; a cell is empty where a metric is undefined.
 *
 * @throws ResourceError, UsageError when the file cannot be written
 */
export async function writeCases(path: string, { results }: Evaluation): Promise<void> {
  // Names come from whoever made the files: none may become a formula in a spreadsheet.
  const text = stringify([...results], {
    columns: [...columns],
    header: true,
    escape_formulas: true,
  });
  await writeFileWhole(path, text);
}
