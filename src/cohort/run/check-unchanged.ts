import { InputError } from '../../errors.js';
import type { PlannedStudy } from '../plan/cohort-plan.js';
import { describeInputs } from '../plan/describe-inputs.js';

/**
 * Looks whether the files of a study are those that were planned. Another time of change alone is none: copies have it.
 *
 * @throws InputError when one is missing, no image, or has changed
 */
export async function checkUnchanged({ study, inputs }: PlannedStudy): Promise<void> {
  const found = await describeInputs(study);
  if (inputs.length === 0) return;
  const changed = inputs.findIndex(({ bytes, start }, k) => {
    const now = found.inputs[k];
    return now?.bytes !== bytes || now.start !== start;
  });
  if (changed < 0) return;
  const which = inputs[changed]!.path === '' ? 'its DICOM files' : inputs[changed]!.path;
  throw new InputError(
    `Study ${study.name}: ${which} changed after the plan was made. Put back what was there, or make the plan again (autopet cohort plan --replace).`,
  );
}
