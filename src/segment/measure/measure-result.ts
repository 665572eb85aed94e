import type { References } from '../../lesions/find-references.js';
import { leanShare } from '../../suv/lean-share.js';
import type { Patient } from '../../suv/patient.js';
import type { FoundLesions } from '../report/found-lesions.js';
import { type ReportedFound, reportedFound } from '../report/reported-found.js';
import { type ReportedPatient, reportedPatient } from '../report/reported-patient.js';
import { type ReportedReferences, reportedReferences } from '../report/reported-references.js';
import { type ReportedSuv, reportedSuv } from '../report/reported-suv.js';
import type { SuvOrigin } from '../report/suv-origin.js';
import type { InputCheck } from '../study/input-check.js';

/** What was measured of a mask. */
export interface MeasureResult {
  /** autopet's version. */
  readonly autopet: string;
  readonly pet: string;
  readonly ct: string | null;
  readonly mask: string;
  /** The map of organs; null for none. */
  readonly organs: string | null;
  /** What the gate found of the images. */
  readonly inputCheck: InputCheck;
  /** How the PET's values became SUV. */
  readonly suv: SuvOrigin;
  /** What of the patient numbers were made comparable by. */
  readonly patient: Patient;
  /** Healthy tissue to compare with. */
  readonly references: References;
  readonly lesions: FoundLesions;
}

/** As `autopet measure --report` writes it. */
export interface MeasureReport
  extends Omit<MeasureResult, 'inputCheck' | 'suv' | 'patient' | 'references' | 'lesions'> {
  readonly input_check: InputCheck;
  readonly suv: ReportedSuv;
  readonly patient: ReportedPatient;
  readonly references: ReportedReferences;
  readonly lesions: ReportedFound;
}

/** A result's JSON form. */
export function measureReportOf({
  inputCheck,
  suv,
  patient,
  references,
  lesions,
  ...same
}: MeasureResult): MeasureReport {
  return {
    ...same,
    input_check: inputCheck,
    suv: reportedSuv(suv),
    patient: reportedPatient(patient),
    references: reportedReferences(references, leanShare(patient)),
    lesions: reportedFound(lesions),
  };
}
