import { stringify } from 'csv-stringify/sync';

/**
 * Lines of a table as CSV; a cell is empty where a line has nothing for its column. Names come from whoever made the files: none may
 * become a formula in a spreadsheet.
 *
 * @param header whether the names of the columns come first
 */
export function tableText(
  columns: readonly string[],
  lines: readonly object[],
  header: boolean,
): string {
  return stringify([...lines], { columns: [...columns], header, escape_formulas: true });
}
