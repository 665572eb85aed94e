import { AutopetError } from '../../errors.js';
import { silentLog } from '../../log.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { parseOptions } from '../../options/parse-options.js';
import { planMemory } from '../../segment/memory/plan-memory.js';
import { studySchema } from '../../segment/options/options-schema.js';
import type { StudyOptions } from '../../segment/options/segment-options.js';
import { openStudy } from '../../segment/study/open-study.js';
import { studySize } from '../../segment/study/study-size.js';
import { type CohortStudy, isDicom } from '../cohort-study.js';
import type { PlanFile } from './cohort-plan.js';

/**
 * What the study with most voxels will take of the memory, for whoever asks an engine for it: MB at most, or null where that
 * cannot be told before its run.
 */
export async function largestStudy(
  studies: readonly CohortStudy[],
  voxelsOf: Float64Array,
  model: Model,
  { device, precision, threads, pet_unit }: PlanFile['options'],
): Promise<PlanFile['largest']> {
  const at = voxelsOf.reduce((most, voxels, k) => (voxels > voxelsOf[most]! ? k : most), 0);
  const [study, voxels] = [studies[at]!, voxelsOf[at]!];
  if (isDicom(study) || voxels === 0) return { voxels, memory_mb: null };
  const { pet, ct } = study;
  try {
    const given = { pet, ct, output: 'mask.mha', petUnit: pet_unit } as StudyOptions;
    const size = studySize(await openStudy(parseOptions(studySchema, given), silentLog));
    const target = { device, precision, threads, log: silentLog };
    const { estimate } = planMemory(size, model, target, Number.POSITIVE_INFINITY);
    return { voxels, memory_mb: Math.ceil(Math.max(...Object.values(estimate)) / 1e6) };
  } catch (error) {
    // Its run will say what is wrong with it.
    if (error instanceof AutopetError) return { voxels, memory_mb: null };
    throw error;
  }
}
