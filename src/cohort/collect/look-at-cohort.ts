import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CohortPlan, PlannedStudy } from '../plan/cohort-plan.js';
import { readPlan } from '../plan/read-plan.js';
import { failedStudies } from '../run/failures.js';

/** How far a cohort is. Names in the order of the plan. */
export interface CohortState {
  readonly plan: CohortPlan;
  readonly done: readonly PlannedStudy[];
  readonly failed: readonly PlannedStudy[];
  /** Neither done nor failed. */
  readonly missing: readonly PlannedStudy[];
}

/**
 * Looks which studies of a plan are done and which have failed, by the names of what lies there. A study that is both was
 * done after it had failed.
 *
 * @throws UsageError when there is no plan; InputError when it is damaged
 */
export async function lookAtCohort(output: string): Promise<CohortState> {
  const plan = await readPlan(output);
  const [folders, failures] = await Promise.all([
    readdir(join(output, 'studies')).catch(() => []),
    failedStudies(output),
  ]);
  const there = new Set(folders);
  const stateOf = ({ study: { name } }: PlannedStudy): 'done' | 'failed' | 'missing' =>
    there.has(name) ? 'done' : failures.has(name) ? 'failed' : 'missing';
  const states = plan.studies.map(stateOf);
  const those = (state: string) => plan.studies.filter((_, k) => states[k] === state);
  return { plan, done: those('done'), failed: those('failed'), missing: those('missing') };
}
