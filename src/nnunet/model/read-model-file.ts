import type { z } from 'zod';
import { ModelError } from '../../errors.js';
import type { JsonRules } from '../../files/parse-json.js';
import { readJson, readJsonIfThere } from '../../files/read-json.js';

/** How the JSON files of a model folder are taken: nnU-Net's statistics may hold NaN. */
export const modelFileRules: JsonRules = {
  Refused: ModelError,
  expected: 'of the expected form',
  takesBareNumbers: true,
};

/**
 * Reads a JSON file of a model folder and validates it.
 *
 * @throws ModelError when the file is missing, is not JSON, or does not have the expected form
 */
export function readModelFile<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  return readJson(path, schema, {
    ...modelFileRules,
    advice: 'A model folder holds plans.json, dataset.json and fold_*/ with weights.',
  });
}

/**
 * As {@link readModelFile}, of a file that a model folder need not have.
 *
 * @returns null when it has not
 */
export function readModelFileIfThere<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  return readJsonIfThere(path, schema, modelFileRules);
}
