import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type AutopetError, type ErrorCode, InputError } from '../../errors.js';
import { readJsonIfThere } from '../../files/read-json.js';
import { writeJson } from '../../files/write-json.js';
import { toldWithin } from '../told-within.js';

const codes = [
  'bad-usage',
  'bad-input',
  'bad-model',
  'no-device',
  'out-of-resources',
  'interrupted',
] as const satisfies readonly ErrorCode[];

const schema = z.object({ code: z.enum(codes).nullable(), message: z.string() });

/** Why a study failed. Without a code it is a fault of autopet. */
export type Failed = z.output<typeof schema>;

const rules = { Refused: InputError, expected: 'what a run has written of a failed study' };

/** Beside the results, not among them: a folder of a study is there only when it is done. */
function pathOf(output: string, study: string): string {
  return join(output, 'failed', `${study}.json`);
}

/** What an earlier run has written of a study; null where it did not fail. */
export async function readFailure(output: string, study: string): Promise<Failed | null> {
  return readJsonIfThere(pathOf(output, study), schema, rules);
}

/** The names of all studies that failed. */
export async function failedStudies(output: string): Promise<ReadonlySet<string>> {
  const names = await readdir(join(output, 'failed')).catch(() => []);
  return new Set(
    names
      .filter((name) => /^[^.].*\.json$/.test(name))
      .map((name) => name.slice(0, -'.json'.length)),
  );
}

/** Writes down why a study failed; paths within the output are told as they are from there. */
export async function writeFailure(output: string, study: string, error: Error): Promise<Failed> {
  const code = (error as Partial<AutopetError>).code ?? null;
  const message = toldWithin(output, error.message);
  const failure = { code: codes.find((one) => one === code) ?? null, message };
  await writeJson(pathOf(output, study), { study, ...failure });
  return failure;
}

/** It has not failed after all. */
export async function clearFailure(output: string, study: string): Promise<void> {
  await rm(pathOf(output, study), { force: true });
}
