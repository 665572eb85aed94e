import { heightInCm } from '../../suv/height-in-cm.js';
import { parseSex } from '../../suv/parse-sex.js';
import type { Patient } from '../../suv/patient.js';
import type { PetAttributes } from './pet-attributes.js';

/**
 * Weight, height and sex as a PET's header has them: PatientWeight (0010,1030), PatientSize (0010,1020), PatientSex (0010,0040).
 * What can be no height, and a sex that is neither, is null.
 */
export function patientOf({
  weight,
  height,
  sex,
}: Pick<PetAttributes, 'weight' | 'height' | 'sex'>): Patient {
  return {
    weightKg: weight,
    heightCm: height === null ? null : heightInCm(height),
    sex: sex === null ? null : parseSex(sex),
  };
}
