import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../errors.js';
import { readJson } from '../../files/read-json.js';
import type { PlannedStudy } from './cohort-plan.js';
import { type ManifestRow, manifestRows } from './manifest.js';
import { manifestPath, planFolder } from './plan-files.js';

const listSchema = z.object({
  dicom: z.array(z.string().min(1)).min(1),
  images: z.array(z.string().min(1)),
});

const rules = {
  Refused: InputError,
  expected: 'the list of a DICOM study',
  advice: 'Make the plan again (autopet cohort plan).',
};

/**
 * The studies of one shard of a plan.
 *
 * @param shard from 1
 * @throws InputError when the manifest, or the list of a DICOM study's files, is damaged
 */
export async function readShard(output: string, shard: number): Promise<readonly PlannedStudy[]> {
  const studies: PlannedStudy[] = [];
  for await (const row of manifestRows(manifestPath(output))) {
    if (row.shard === shard) studies.push(await toStudy(planFolder(output), row));
  }
  return studies;
}

async function toStudy(
  folder: string,
  { name, files, ...row }: ManifestRow,
): Promise<PlannedStudy> {
  if (!('dicom' in files)) return { ...row, study: { name, ...files } };
  const lists = await readJson(join(folder, files.dicom), listSchema, rules);
  return { ...row, study: { name, ...lists } };
}
