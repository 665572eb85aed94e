import { listed } from '../../files/listed.js';
import { arrayIndices } from './array-indices.js';
import type { CohortState, FoundStudy } from './look-at-cohort.js';

/** Says how far a cohort is, and which tasks of an array would finish it; several lines. */
export function tellState({ plan, done, failed, missing }: CohortState): string {
  const lines = [
    `${done.length} of ${plan.studies} studies are done, ${failed.length} failed, ${missing.length} are missing, in ${plan.shards} shards.`,
  ];
  if (missing.length > 0) {
    lines.push(`missing: ${names(missing)}`, `to finish: --array=${arrayIndices(missing)}`);
  }
  if (failed.length > 0) {
    lines.push(
      `failed: ${names(failed)}`,
      `to try these again: --array=${arrayIndices(failed)}, with --retry-failed`,
    );
  }
  return lines.join('\n');
}

function names(studies: readonly FoundStudy[]): string {
  return listed(studies.map(({ name }) => name));
}
