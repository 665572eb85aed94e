import { basename, join } from 'node:path';
import { InputError } from '../errors.js';
import { openTemporaryFolder } from '../files/partial-files.js';
import { readJson } from '../files/read-json.js';
import { sha256 } from '../files/sha256.js';
import { isSystemError } from '../files/system-error.js';
import type { Log } from '../log.js';
import { bundledModel } from '../nnunet/model/bundled-model.js';
import { loadModel } from '../nnunet/model/load-model.js';
import { usedModel } from '../segment/report/make-result.js';
import { segment } from '../segment/segment.js';
import { version } from '../version.js';
import { type RecordedFile, type RunRecord, runRecordSchema } from './run-record.js';

/** What has become of a recorded run. */
export interface Verified {
  /** A sentence for each thing that is not as it was recorded; none where all is. */
  readonly differences: readonly string[];
  /** What is different and may be: another version, say. */
  readonly remarks: readonly string[];
}

/**
 * Says whether inputs, weights and outputs of a recorded run still are what they were, and on demand makes the mask again and compares
 * its bytes.
 *
 * @throws InputError when there is no such record
 * @throws as `segment` where it is made again
 */
export async function verifyRecord(path: string, rerun: boolean, log: Log): Promise<Verified> {
  const rules = { Refused: InputError, expected: 'a record of autopet segment --record' };
  const record = await readJson(path, runRecordSchema, rules);
  const files = await Promise.all([...record.inputs, ...record.outputs].map(differenceOf));
  const differences = [...files.flat(), ...(await modelDifferences(record))];
  if (rerun && differences.length === 0) differences.push(...(await madeAgain(record, log)));
  const remarks =
    record.autopet === version
      ? []
      : [`It was made by autopet ${record.autopet}; this is ${version}.`];
  return { differences, remarks };
}

async function differenceOf({ role, path, sha256: expected }: RecordedFile): Promise<string[]> {
  const found = await sha256(path).catch((error: unknown) => {
    if (isSystemError(error)) return null;
    throw error;
  });
  if (found === expected) return [];
  const what = found === null ? 'cannot be read any more' : `has other bytes (SHA-256 ${found})`;
  return [`${role}: ${path} ${what}.`];
}

async function modelDifferences({ model, options }: RunRecord): Promise<string[]> {
  const folder = model.folder ?? bundledModel;
  const choice = options as Parameters<typeof loadModel>[1];
  const { sha256: found } = await usedModel(await loadModel(folder, choice));
  return Object.entries(model.sha256)
    .filter(([fold, sum]) => found[fold] !== sum)
    .map(([fold]) => `model: ${fold} in ${folder} has other bytes.`);
}

async function madeAgain(record: RunRecord, log: Log): Promise<string[]> {
  const pathOf = (role: string): string | null =>
    [...record.inputs, ...record.outputs].find((file) => file.role === role)?.path ?? null;
  const [pet, ct, output] = [pathOf('pet'), pathOf('ct'), pathOf('output')];
  if (pet === null || output === null) return ['The record names no PET or no mask.'];
  const folder = await openTemporaryFolder();
  try {
    const again = join(folder.path, basename(output));
    const { model } = record;
    await segment({ ...record.options, model: model.folder, pet, ct, output: again, log });
    const same = (await sha256(again)) === (await sha256(output));
    return same ? [] : [`output: made again, the mask has other bytes than ${output}.`];
  } finally {
    await folder.remove();
  }
}
