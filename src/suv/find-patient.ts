import { OptionError } from '../errors.js';
import type { Patient, SaidOfPatient } from './patient.js';
import type { PetFacts } from './pet-facts.js';
import { isWithin, plausibleWeightKg } from './plausible.js';

interface SaidOfBody extends SaidOfPatient {
  /** kg */
  readonly weight: number | null;
}

/**
 * What is known of a patient: what the user says, else what is told beside the PET, if it can be true.
 *
 * @param facts null where nothing is told
 * @throws OptionError where a sex is given that is of no use
 */
export function findPatient(said: SaidOfBody, facts: PetFacts | null): Patient {
  const told = facts?.weightKg ?? null;
  const patient = {
    weightKg: said.weight ?? (told !== null && isWithin(told, plausibleWeightKg) ? told : null),
    heightCm: said.height ?? facts?.heightCm ?? null,
    sex: said.sex ?? facts?.sex ?? null,
  };
  const lacking = patient.heightCm === null ? 'height' : 'weight';
  if (said.sex !== null && (patient.heightCm === null || patient.weightKg === null)) {
    const unit = lacking === 'height' ? 'cm' : 'kg';
    throw new OptionError(
      lacking,
      `is missing (${unit}): SUL takes weight, height and sex together. Give all of them, or no sex.`,
    );
  }
  return patient;
}
