import { CsvError, parse } from 'csv-parse/sync';
import { InputError } from '../errors.js';
import { unlikeHeadings } from './unlike-headings.js';

const delimiters = [',', ';', '\t'];

/**
 * Parses a table of text whose first line that is not empty holds headings: what separates these, commas, semicolons or tabs,
 * separates all. So "1,5" is one cell of a table by semicolons.
 *
 * @param isRagged whether lines may be shorter or longer than the headings, and quotes may stand in the midst of a cell
 * @returns a row a line, its cells by their headings
 * @throws InputError that says what is wrong, without the name of the file
 */
export function parseTable(
  text: string,
  isRagged = false,
): readonly Readonly<Record<string, string>>[] {
  try {
    return parse(text, {
      columns: unlikeHeadings,
      delimiter: delimiterOf(text),
      trim: true,
      skip_empty_lines: true,
      relax_quotes: isRagged,
      relax_column_count: isRagged,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new InputError(cause.message, { cause });
  }
}

/** What occurs most in the line of headings, outside of quotes. */
function delimiterOf(text: string): string {
  const [headings = ''] = text.replace(/^[\r\n]+/, '').split(/[\r\n]/, 1);
  const bare = headings.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return delimiters.reduce((most, each) => (count(each) > count(most) ? each : most));
}
