import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { parseJson } from '../../files/parse-json.js';
import { type Dataset, datasetSchema, parseDataset } from './dataset.js';
import type { OpenFold } from './open-fold.js';
import { type Plans, parsePlans, plansSchema } from './plans.js';
import { modelFileRules, readModelFile } from './read-model-file.js';

/**
 * Reads plans.json and dataset.json of a model folder. Where one is missing, the copy that training
 * left in the checkpoint takes its place.
 *
 * @throws ModelError when a file is missing without a copy, is malformed, or asks for what autopet
 *   does not know
 */
export async function readPlansAndDataset(
  folder: string,
  { plans, datasetJson }: Pick<OpenFold, 'plans' | 'datasetJson'>,
): Promise<{ readonly plans: Plans; readonly dataset: Dataset }> {
  return {
    plans: parsePlans(await readOrTake(join(folder, 'plans.json'), plans, plansSchema)),
    dataset: parseDataset(
      await readOrTake(join(folder, 'dataset.json'), datasetJson, datasetSchema),
    ),
  };
}

async function readOrTake<T>(path: string, copy: unknown, schema: z.ZodType<T>): Promise<T> {
  if (copy === null || existsSync(path)) return readModelFile(path, schema);
  // As text once more: NaN, which statistics may hold, becomes null as it does in the file.
  const text = JSON.stringify(copy);
  return parseJson(`The checkpoint's copy of ${path}`, text, schema, modelFileRules);
}
