import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError, UsageError } from '../../errors.js';
import { readJson, readJsonIfThere } from '../../files/read-json.js';
import { sha256Of } from '../../files/sha256-of.js';
import { systemError } from '../../files/system-error.js';
import { type CohortPlan, type PlannedStudy, planSchema } from './cohort-plan.js';
import { type ManifestRow, parseManifest } from './manifest.js';
import { planFiles, planFolder } from './plan-files.js';

const advice = 'Make the plan again (autopet cohort plan).';
const rules = { Refused: InputError, expected: 'the plan of a cohort', advice };
const listRules = { Refused: InputError, expected: 'the list of a DICOM study', advice };

const listSchema = z.object({
  dicom: z.array(z.string().min(1)).min(1),
  images: z.array(z.string().min(1)),
});

/**
 * Reads the plan in a cohort's output folder.
 *
 * @param shard whose studies are wanted; null for all
 * @throws UsageError when there is none
 * @throws InputError when it is damaged: its manifest is not the one that it was made with
 */
export async function readPlan(output: string, shard: number | null = null): Promise<CohortPlan> {
  const folder = planFolder(output);
  const plan = await readJsonIfThere(join(folder, planFiles.plan), planSchema, rules);
  if (plan === null) {
    throw new UsageError(
      `${output} holds no plan. Make one first: autopet cohort plan --studies FOLDER --output ${output}.`,
    );
  }
  const path = join(folder, planFiles.manifest);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  if (sha256Of(text) !== plan.manifest) {
    throw new InputError(`${path} was changed after the plan was made. ${advice}`);
  }
  const rows = parseManifest(text, path).filter((row) => shard === null || row.shard === shard);
  return { ...plan, studies: await Promise.all(rows.map((row) => toStudy(folder, row, shard))) };
}

/** The files of a DICOM study are read for a shard alone: nobody else needs them. */
async function toStudy(
  folder: string,
  { name, files, ...row }: ManifestRow,
  shard: number | null,
): Promise<PlannedStudy> {
  if (!('dicom' in files)) return { ...row, study: { name, ...files } };
  const path = join(folder, files.dicom);
  const lists =
    shard === null ? { dicom: [], images: [] } : await readJson(path, listSchema, listRules);
  return { ...row, study: { name, ...lists } };
}
