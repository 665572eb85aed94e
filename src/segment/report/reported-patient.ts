import { leanShare } from '../../suv/lean-share.js';
import type { Patient, Sex } from '../../suv/patient.js';

/** What of the patient numbers were made comparable by, as in a report. */
export interface ReportedPatient {
  readonly weight_kg: number | null;
  readonly height_cm: number | null;
  readonly sex: Sex | null;
  /** What an SUV is multiplied with to become SUL; null where one of them is not known. */
  readonly sul_factor: number | null;
}

/** A patient's JSON form. */
export function reportedPatient(patient: Patient): ReportedPatient {
  const { weightKg, heightCm, sex } = patient;
  return { weight_kg: weightKg, height_cm: heightCm, sex, sul_factor: leanShare(patient) };
}
