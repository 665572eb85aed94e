import { dirname, join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { InputError, isAutopetError } from '../errors.js';
import { decodeText } from '../files/decode-text.js';
import { readJsonIfThere } from '../files/read-json.js';
import { readOrdinary } from '../files/read-ordinary.js';
import { systemError } from '../files/system-error.js';
import { unlikeHeadings } from '../files/unlike-headings.js';
import type { Log } from '../log.js';
import { type ParticipantTable, participantTable } from './participant-table.js';

const weightColumns = ['body_weight', 'weight'];

/**
 * The weight of the participant that an image is named after (`sub-01_…`), from the nearest `participants.tsv`
 * above it: BIDS keeps body weight there, in kg.
 *
 * @returns kg; null where none is told, or none that can be trusted, which is logged
 */
export async function participantWeight(image: string, log: Log): Promise<number | null> {
  const table = await participantTable(image);
  if (table === null) return null;
  try {
    return await weightIn(table);
  } catch (error) {
    if (!isAutopetError(error)) throw error;
    log.warn({ path: table.path }, `No body weight was taken: ${error.message}`);
    return null;
  }
}

type Row = Readonly<Record<string, string>>;

async function weightIn({ path, participant }: ParticipantTable): Promise<number | null> {
  const rows = await readRows(path);
  const headings = Object.keys(rows[0] ?? {});
  const idColumn = headings.find((name) => name === 'participant_id') ?? headings[0];
  if (idColumn === undefined) return null;
  const columns = headings.filter((name) => weightColumns.includes(name.toLowerCase()));
  const told = rows
    .filter((row) => row[idColumn] === participant)
    .flatMap((row) => columns.map((column) => row[column] ?? ''))
    .filter((text) => text !== '' && text.toLowerCase() !== 'n/a');
  const weights = [...new Set(told.map((text) => weightOf(text, path, participant)))];
  if (weights.length === 0) return null;
  if (weights.length > 1) {
    throw new InputError(
      `${path} gives ${participant} several: ${weights.join(' and ')} kg. Expected one.`,
    );
  }
  await refuseOtherUnits(path, columns);
  return weights[0]!;
}

async function readRows(path: string): Promise<readonly Row[]> {
  const bytes = await readOrdinary(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  try {
    return parse(decodeText(bytes), {
      columns: unlikeHeadings,
      delimiter: '\t',
      trim: true,
      skip_empty_lines: true,
      relax_quotes: true,
      relax_column_count: true,
    });
  } catch (cause) {
    if (!(cause instanceof CsvError || cause instanceof InputError)) throw cause;
    throw new InputError(`${path} is not a table (${cause.message}).`, { cause });
  }
}

function weightOf(text: string, path: string, participant: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InputError(`${path} gives ${participant} ${text}. Expected a number, kg.`);
}

const columnSchema = z.record(z.string(), z.unknown());
const unitSchema = z.looseObject({ Units: z.string() });

/** BIDS says what is in a column in `participants.json`. */
async function refuseOtherUnits(table: string, columns: readonly string[]): Promise<void> {
  const path = join(dirname(table), 'participants.json');
  const rules = { Refused: InputError, expected: 'a JSON object' };
  const described = (await readJsonIfThere(path, columnSchema, rules)) ?? {};
  for (const column of columns) {
    const { data } = unitSchema.safeParse(described[column]);
    if (data === undefined || /^(kg|kilograms?|n\/a|)$/i.test(data.Units.trim())) continue;
    throw new InputError(`${path} says that ${column} is in ${data.Units}. Expected kg.`);
  }
}
