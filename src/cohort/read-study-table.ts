import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.js';
import { decodeText } from '../files/decode-text.js';
import { parseTable } from '../files/parse-table.js';
import { systemError } from '../files/system-error.js';
import type { StudyFiles } from './cohort-study.js';

const path = z.string().regex(/^[^\p{Cc}]+$/u, 'a path without control characters is expected');

const rowSchema = z.object({
  study: z
    .string()
    .regex(
      /^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u,
      'a name of a study becomes one of a file: no slash or control character in it, no dot before it',
    )
    .refine(
      (name) => Buffer.byteLength(name) <= 200,
      'at most 200 bytes are expected, for the names of files',
    ),
  pet: path,
  ct: path.or(z.literal('')).optional(),
});

/**
 * Reads studies from a table: a line each, with the columns `study` (or BIDS's `participant_id`), `pet` and, unless there are PETs
 * alone, `ct`, separated by commas, semicolons or tabs. Paths that are not absolute begin at the table's folder.
 *
 * @returns studies in the order of the table
 * @throws InputError when it cannot be read, lacks a column or a value, or names two studies alike
 */
export async function readStudyTable(path: string): Promise<readonly StudyFiles[]> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new InputError(
      `${path} is no table of studies: ${why}. Expected a first line with study, pet and ct, and a line for each study.`,
      { cause },
    );
  };
  const text = await readFile(path).then(decodeText, (cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  let rows: ReturnType<typeof parseTable> = [];
  try {
    rows = parseTable(text);
  } catch (cause) {
    refuse((cause as Error).message, cause);
  }
  if (rows.length === 0) refuse('there is no study in it');
  const studies = rows.map((row, k) => {
    const parsed = rowSchema.safeParse({ ...row, study: row.study ?? row.participant_id });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return refuse(
      `study ${k + 1} of it: ${issue!.path.join('.')}: ${issue!.message}`,
      parsed.error,
    );
  });
  const names = new Set<string>();
  for (const { study } of studies) {
    const known = study.normalize().toLowerCase();
    if (names.has(known)) refuse(`study ${study} is in it twice`);
    names.add(known);
  }
  const at = (file: string): string => resolve(dirname(path), file);
  return studies.map(({ study, pet, ct }) => ({
    name: study,
    pet: at(pet),
    ct: ct === undefined || ct === '' || ct === 'n/a' ? null : at(ct),
  }));
}

/** Whether it is a file, and so a table of studies rather than a folder of them. */
export async function isTable(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
