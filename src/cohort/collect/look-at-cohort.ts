import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanFile } from '../plan/cohort-plan.js';
import { manifestRows } from '../plan/manifest.js';
import { manifestPath } from '../plan/plan-files.js';
import { readPlan } from '../plan/read-plan.js';
import { failedStudies } from '../run/failures.js';

/** A study of a plan, and whether it is done. */
export interface FoundStudy {
  readonly name: string;
  /** From 1. */
  readonly shard: number;
  /** `missing` where it is neither done nor failed. */
  readonly state: 'done' | 'failed' | 'missing';
}

/** How far a cohort is, all in the order of the plan. */
export interface CohortState {
  readonly plan: PlanFile;
  readonly studies: readonly FoundStudy[];
  readonly done: readonly FoundStudy[];
  readonly failed: readonly FoundStudy[];
  readonly missing: readonly FoundStudy[];
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
  const stateOf = (name: string): FoundStudy['state'] =>
    there.has(name) ? 'done' : failures.has(name) ? 'failed' : 'missing';
  // No more of each study: there may be very many.
  const studies: FoundStudy[] = [];
  for await (const { name, shard } of manifestRows(manifestPath(output))) {
    studies.push({ name, shard, state: stateOf(name) });
  }
  const those = (state: FoundStudy['state']) => studies.filter((study) => study.state === state);
  return { plan, studies, done: those('done'), failed: those('failed'), missing: those('missing') };
}
