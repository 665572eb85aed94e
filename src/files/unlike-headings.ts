import { InputError } from '../errors.js';

/**
 * The headings of a table, for csv-parse's `columns`.
 *
 * @throws InputError when two are alike: only the last of their columns would be read
 */
export function unlikeHeadings(headings: readonly string[]): string[] {
  const twice = headings.find((heading, i) => headings.indexOf(heading) !== i);
  if (twice === undefined) return [...headings];
  throw new InputError(`it has the column "${twice}" twice`);
}
