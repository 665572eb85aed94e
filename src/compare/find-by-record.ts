import { stat } from 'node:fs/promises';
import { InputError } from '../errors.js';
import { readJson } from '../files/read-json.js';
import { runRecordSchema } from '../record/run-record.js';

/** The files of a run of `segment` that its record names. */
export interface RecordedStudy {
  /** The run's own report, which tells all else; null where none was written. */
  readonly report: string | null;
  readonly pet: string;
  readonly ct: string;
  readonly mask: string;
}

/**
 * Finds a study by the record of a run (`segment --record`).
 *
 * @throws InputError when it is damaged, a file is gone, there was no CT, or only a report would tell how its PET became SUV
 */
export async function findByRecord(path: string): Promise<RecordedStudy> {
  const { inputs, outputs, options } = await readJson(path, runRecordSchema, {
    Refused: InputError,
    expected: 'a record of autopet segment',
  });
  const fileOf = async (files: typeof inputs, role: string): Promise<string | null> => {
    const file = files.find((each) => each.role === role);
    if (file === undefined) return null;
    const isThere = await stat(file.path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isThere) return file.path;
    throw new InputError(
      `${path} names as ${role} ${file.path}, which is not there any more. Give a folder with PET, CT and mask.`,
    );
  };
  const report = await fileOf(outputs, 'report');
  const ct = await fileOf(inputs, 'ct');
  if (ct === null) {
    throw new InputError(`${path} names no CT, which the two studies are registered by.`);
  }
  const { petUnit = 'auto' } = options;
  if (report === null && petUnit !== 'auto' && petUnit !== 'suv') {
    throw new InputError(
      `${path} tells that its PET was in ${petUnit}, but no report that has the factor to SUV. Make one with autopet measure --report, and give that.`,
    );
  }
  const pet = (await fileOf(inputs, 'pet'))!;
  return { report, pet, ct, mask: (await fileOf(outputs, 'output'))! };
}
