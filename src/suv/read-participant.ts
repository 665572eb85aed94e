import { dirname, join } from 'node:path';
import { z } from 'zod';
import { InputError, isAutopetError } from '../errors.js';
import { decodeText } from '../files/decode-text.js';
import { parseTable } from '../files/parse-table.js';
import { readJsonIfThere } from '../files/read-json.js';
import { readOrdinary } from '../files/read-ordinary.js';
import { systemError } from '../files/system-error.js';
import type { Log } from '../log.js';
import { heightInCm } from './height-in-cm.js';
import { parseSex } from './parse-sex.js';
import { type ParticipantTable, participantTable } from './participant-table.js';
import type { Patient } from './patient.js';

/** What is told of a participant, in columns of one of these names. */
interface Told {
  readonly name: string;
  readonly columns: readonly string[];
  /** In what it may be, for messages too. */
  readonly units: RegExp;
  readonly unit: string;
}

const weight: Told = {
  name: 'weight',
  columns: ['body_weight', 'weight'],
  units: /^(kg|kilograms?)$/i,
  unit: 'kg',
};
const height: Told = {
  name: 'height',
  columns: ['body_height', 'height'],
  units: /^(c?m|(centi)?met(er|re)s?)$/i,
  unit: 'm or cm',
};
const sexColumn = 'sex';

/**
 * Weight, height and sex of the participant that an image is named after (`sub-01_…`), from the nearest `participants.tsv`
 * above it, where BIDS keeps them. A weight is in kg, a height in m or cm.
 *
 * @returns null for what is not told, or cannot be trusted, which is logged
 */
export async function readParticipant(image: string, log: Log): Promise<Patient> {
  const table = await participantTable(image);
  const trusted = async <T>(what: string, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      if (!isAutopetError(error)) throw error;
      log.warn({ path: table?.path }, `No ${what} of a participant was taken: ${error.message}`);
      return null;
    }
  };
  const rows = table && (await trusted('size', () => rowsOf(table)));
  if (rows === null) return { weightKg: null, heightCm: null, sex: null };
  const numberOf = (told: Told) => trusted(told.name, () => oneNumber(rows, told, table!));
  const metres = await numberOf(height);
  return {
    weightKg: await numberOf(weight),
    heightCm: metres && heightInCm(metres),
    sex: await trusted('sex', async () => oneOf(cells(rows, [sexColumn]).map(parseSex), 'sexes')),
  };
}

type Row = Readonly<Record<string, string>>;

/** The rows of the participant. */
async function rowsOf({ path, participant }: ParticipantTable): Promise<readonly Row[]> {
  const bytes = await readOrdinary(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  const rows = tableOf(path, decodeText(bytes));
  const headings = Object.keys(rows[0] ?? {});
  const idColumn = headings.find((name) => name === 'participant_id') ?? headings[0] ?? '';
  return rows.filter((row) => row[idColumn] === participant);
}

function tableOf(path: string, text: string): readonly Row[] {
  try {
    return parseTable(text, true);
  } catch (cause) {
    if (!(cause instanceof InputError)) throw cause;
    throw new InputError(`${path} is not a table (${cause.message}).`, { cause });
  }
}

/** What is in columns, upper case or not; BIDS writes `n/a` where nothing is known. */
function cells(rows: readonly Row[], columns: readonly string[]): string[] {
  return rows
    .flatMap((row) => Object.entries(row).filter(([name]) => columns.includes(name.toLowerCase())))
    .map(([, text]) => text)
    .filter((text) => text !== '' && text.toLowerCase() !== 'n/a');
}

async function oneNumber(
  rows: readonly Row[],
  { name, columns, units, unit }: Told,
  { path }: ParticipantTable,
): Promise<number | null> {
  const numbers = cells(rows, columns).map((text) => {
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    throw new InputError(`found ${text} in ${path}, expected a number (${unit}).`);
  });
  const found = oneOf(numbers, `${name}s`);
  if (found !== null) await refuseOtherUnits(path, columns, units, unit);
  return found;
}

function oneOf<T>(told: readonly (T | null)[], what: string): T | null {
  const [found = null, ...others] = [...new Set(told)].filter((value) => value !== null);
  if (others.length === 0) return found;
  throw new InputError(`found several ${what}, ${[found, ...others].join(' and ')}, expected one.`);
}

const described = z.record(z.string(), z.unknown());
const withUnits = z.looseObject({ Units: z.string() });

/** BIDS says what is in a column in `participants.json`. */
async function refuseOtherUnits(
  table: string,
  columns: readonly string[],
  units: RegExp,
  unit: string,
): Promise<void> {
  const path = join(dirname(table), 'participants.json');
  const rules = { Refused: InputError, expected: 'a JSON object' };
  const all = (await readJsonIfThere(path, described, rules)) ?? {};
  for (const [column, content] of Object.entries(all)) {
    const told = withUnits.safeParse(content).data?.Units.trim() ?? '';
    if (!columns.includes(column.toLowerCase()) || /^(n\/a)?$/i.test(told)) continue;
    if (!units.test(told))
      throw new InputError(`${path} says that ${column} is in ${told}, expected ${unit}.`);
  }
}
