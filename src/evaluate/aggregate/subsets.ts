import { readFile } from 'node:fs/promises';
import { InputError } from '../../errors.js';
import { byCodePoint } from '../../files/by-code-point.js';
import { decodeText } from '../../files/decode-text.js';
import { caseName } from '../../files/images-in.js';
import { listed } from '../../files/listed.js';
import { parseTable } from '../../files/parse-table.js';
import { systemError } from '../../files/system-error.js';
import type { CaseResult, Subsets } from '../result/evaluation.js';
import { aggregate } from './aggregate.js';
import type { BootstrapOptions } from './bootstrap.js';

/** The group of each case, from a CSV file. */
export interface Grouping {
  /** Heading of the column that names the groups. */
  readonly column: string;
  readonly groupOf: ReadonlyMap<string, string>;
}

/**
 * Reads which group each case belongs to. The first line holds headings; the case is in the column
 * `case`, or else in the first one, with or without a file ending. Commas, semicolons or tabs
 * separate.
 *
 * @param column heading of the groups' column; null where there is only one beside the case's
 * @param cases names that must have a group
 * @throws InputError when the file cannot be read as such a table or a case has no group in it
 */
export async function readGrouping(
  path: string,
  column: string | null,
  cases: readonly string[],
): Promise<Grouping> {
  const rows = await readRows(path);
  const headings = Object.keys(rows[0] ?? {});
  const caseColumn = headings.find((heading) => heading.toLowerCase() === 'case') ?? headings[0];
  const groupColumn = chooseColumn(
    path,
    column,
    headings.filter((h) => h !== caseColumn),
  );
  const groupOf = new Map<string, string>();
  for (const row of rows) {
    const file = row[caseColumn ?? ''] ?? '';
    const name = caseName(file) ?? file.normalize();
    const group = row[groupColumn] ?? '';
    if (groupOf.has(name) && groupOf.get(name) !== group) {
      throw new InputError(`${path} names case "${name}" twice, in different groups.`);
    }
    if (group !== '') groupOf.set(name, group);
  }
  const without = cases.filter((name) => !groupOf.has(name));
  if (without.length > 0) {
    throw new InputError(
      `${path} gives no ${groupColumn} for ${without.length} case(s): ${listed(without)}. Every reference needs one.`,
    );
  }
  return { column: groupColumn, groupOf };
}

async function readRows(path: string): Promise<ReturnType<typeof parseTable>> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  try {
    return parseTable(decodeText(bytes));
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(
      `${path} is not a CSV table (${cause.message}). Expected a line of headings, then one for each case.`,
      { cause },
    );
  }
}

function chooseColumn(path: string, wanted: string | null, columns: readonly string[]): string {
  const found = wanted === null && columns.length === 1 ? columns[0] : wanted;
  if (found !== undefined && found !== null && columns.includes(found)) return found;
  throw new InputError(
    wanted === null
      ? `${path} has ${columns.length} columns beside the case's: ${listed(columns)}. Expected one, or --subset-column to choose.`
      : `${path} has no column "${wanted}" beside the case's, only: ${listed(columns)}.`,
  );
}

/** Sums up the cases of each group. */
export function aggregateSubsets(
  results: readonly CaseResult[],
  column: string,
  options: BootstrapOptions,
): Subsets {
  const names = [...new Set(results.map(({ subset }) => subset ?? ''))].sort(byCodePoint);
  const groups = names.map((name) => {
    const cases = results.filter(({ subset }) => subset === name);
    return { name, cases: cases.length, aggregates: aggregate(cases, options) };
  });
  return { column, groups };
}
