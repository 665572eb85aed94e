import { join } from 'node:path';
import { InputError, UsageError } from '../../errors.js';
import { readJsonIfThere } from '../../files/read-json.js';
import { sha256 } from '../../files/sha256.js';
import { systemError } from '../../files/system-error.js';
import { type PlanFile, planSchema } from './cohort-plan.js';
import { manifestPath, planFiles, planFolder } from './plan-files.js';

const advice = 'Make the plan again (autopet cohort plan).';
const rules = { Refused: InputError, expected: 'the plan of a cohort', advice };

/**
 * Reads the plan in a cohort's output folder, but for its studies; these are the `manifestRows` of its `manifestPath`.
 *
 * @throws UsageError when there is none
 * @throws InputError when it is damaged: its manifest is not the one that it was made with
 */
export async function readPlan(output: string): Promise<PlanFile> {
  const plan = await readJsonIfThere(join(planFolder(output), planFiles.plan), planSchema, rules);
  if (plan === null) {
    throw new UsageError(
      `${output} holds no plan. Make one first: autopet cohort plan --studies FOLDER --output ${output}.`,
    );
  }
  const path = manifestPath(output);
  const sum = await sha256(path).catch((cause: unknown) => {
    throw systemError(cause, path, 'read', InputError);
  });
  if (sum !== plan.manifest) {
    throw new InputError(`${path} was changed after the plan was made. ${advice}`);
  }
  return plan;
}
