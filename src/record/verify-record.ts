import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { InputError, OptionError } from '../errors.js';
import { openTemporaryFolder } from '../files/partial-files.js';
import { readJson } from '../files/read-json.js';
import { sha256 } from '../files/sha256.js';
import { isSystemError } from '../files/system-error.js';
import type { Log } from '../log.js';
import { loadModel } from '../nnunet/model/load-model.js';
import { parseOptions } from '../options/parse-options.js';
import { segmentSchema } from '../segment/options/options-schema.js';
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
  const options = recordedOptions(path, record);
  const files = await Promise.all([...record.inputs, ...record.outputs].map(differenceOf));
  const differences = [...files.flat(), ...(await modelDifferences(record, options))];
  if (rerun && differences.length === 0) {
    const isSame = await comesOutTheSame({ ...options, log });
    if (!isSame)
      differences.push(`output: made again, the mask has other bytes than ${options.output}.`);
  }
  const remarks =
    record.autopet === version
      ? []
      : [`It was made by autopet ${record.autopet}; this is ${version}.`];
  return { differences, remarks };
}

type Options = z.output<typeof segmentSchema>;

/** All options that the run had, its images and mask among them; it wrote more files than that, which are not written again. */
function recordedOptions(path: string, { options, model, inputs, outputs }: RunRecord): Options {
  const pathOf = (role: string, files: readonly RecordedFile[]): string | null =>
    files.find((file) => file.role === role)?.path ?? null;
  const [pet, ct] = [pathOf('pet', inputs), pathOf('ct', inputs)];
  const [clicks, output] = [pathOf('clicks', inputs), pathOf('output', outputs)];
  try {
    const files = { model: model.folder, pet, ct, clicks, output };
    return parseOptions(segmentSchema, { ...options, ...files });
  } catch (cause) {
    if (!(cause instanceof OptionError)) throw cause;
    throw new InputError(
      `${path} is not a record of autopet segment --record: options: ${cause.message}`,
      { cause },
    );
  }
}

async function differenceOf({ role, path, bytes, sha256: sum }: RecordedFile): Promise<string[]> {
  const found = await sumFile(path).catch((error: unknown) => {
    if (isSystemError(error)) return null;
    throw error;
  });
  if (found === null) return [`${role}: ${path} cannot be read any more.`];
  if (found.sha256 !== sum) {
    return [`${role}: ${path} has other bytes (SHA-256 ${found.sha256}).`];
  }
  return found.bytes === bytes
    ? []
    : [`${role}: ${path} has ${found.bytes} bytes, recorded are ${bytes}.`];
}

async function sumFile(path: string): Promise<{ readonly bytes: number; readonly sha256: string }> {
  return { sha256: await sha256(path), bytes: (await stat(path)).size };
}

async function modelDifferences({ model }: RunRecord, options: Options): Promise<string[]> {
  const { model: folder } = options;
  const { sha256: found } = await usedModel(await loadModel(folder, options));
  const names = [...new Set([...Object.keys(model.sha256), ...Object.keys(found)])];
  return names
    .filter((name) => found[name] !== model.sha256[name])
    .map((name) => {
      if (!(name in found)) return `model: ${name} is not in ${folder} any more.`;
      if (!(name in model.sha256)) return `model: ${name} in ${folder} was not there.`;
      return `model: ${name} in ${folder} has other bytes.`;
    });
}

async function comesOutTheSame(options: Options): Promise<boolean> {
  const folder = await openTemporaryFolder();
  try {
    const output = join(folder.path, basename(options.output));
    await segment({ ...options, output });
    return (await sha256(output)) === (await sha256(options.output));
  } finally {
    await folder.remove();
  }
}
