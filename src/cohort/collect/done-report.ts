import { join } from 'node:path';
import type { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson } from '../../files/read-json.js';
import { studyFolder } from '../run/study-folder.js';

const rules = {
  Refused: InputError,
  expected: 'what cohort run writes',
  advice: 'Remove the folder of this study, and run its shard again.',
};

/**
 * Reads what a run has written of a study that is done.
 *
 * @param schema what is asked of it
 * @throws InputError when it is damaged
 */
export async function doneReport<T>(
  output: string,
  study: string,
  schema: z.ZodType<T>,
): Promise<T> {
  return readJson(join(studyFolder(output, study), 'done.json'), schema, rules);
}
