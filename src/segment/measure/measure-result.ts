import type { FoundLesions } from '../report/found-lesions.js';
import { type ReportedFound, reportedFound } from '../report/reported-found.js';
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
  /** What the gate found of the images. */
  readonly inputCheck: InputCheck;
  /** How the PET's values became SUV. */
  readonly suv: SuvOrigin;
  readonly lesions: FoundLesions;
}

/** As `autopet measure --report` writes it. */
export interface MeasureReport extends Omit<MeasureResult, 'inputCheck' | 'suv' | 'lesions'> {
  readonly input_check: InputCheck;
  readonly suv: ReportedSuv;
  readonly lesions: ReportedFound;
}

/** A result's JSON form. */
export function measureReportOf({
  inputCheck,
  suv,
  lesions,
  ...same
}: MeasureResult): MeasureReport {
  return {
    ...same,
    input_check: inputCheck,
    suv: reportedSuv(suv),
    lesions: reportedFound(lesions),
  };
}
