import type { StudyInput } from './open-study.js';

/** Of a study's options what tells which study it is, and no more. */
export function inputOf(study: StudyInput): StudyInput {
  const { pet, ct, petUnit, weight, dose, nuclide } = study;
  const { injectionTime, scanTime, decayCorrection } = study;
  const said = { petUnit, weight, dose, nuclide, injectionTime, scanTime, decayCorrection };
  return { pet, ct, ...said };
}
