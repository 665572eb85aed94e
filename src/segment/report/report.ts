import { leanShare } from '../../suv/lean-share.js';
import type { InputCheck } from '../study/input-check.js';
import { type ReportedFound, reportedFound } from './reported-found.js';
import { type ReportedPatient, reportedPatient } from './reported-patient.js';
import { type ReportedReferences, reportedReferences } from './reported-references.js';
import { type ReportedSuv, reportedSuv } from './reported-suv.js';
import type { SegmentResult } from './segment-result.js';

/** A result as `--report` writes it: JSON is in snake_case. */
export interface Report
  extends Omit<
    SegmentResult,
    'inputCheck' | 'suv' | 'patient' | 'passes' | 'peakRssMb' | 'references' | 'lesions'
  > {
  readonly input_check: InputCheck;
  readonly suv: ReportedSuv;
  readonly patient: ReportedPatient;
  readonly passes: {
    readonly done: readonly { readonly fold: string; readonly mirror_axes: readonly number[] }[];
    readonly planned: number;
    readonly possible: number;
  };
  readonly peak_rss_mb: number;
  readonly references: ReportedReferences;
  readonly lesions: ReportedLesions;
}

/** What was found, as in a report. */
export interface ReportedLesions extends ReportedFound {
  readonly dropped: number;
}

/** A result's JSON form, key by key in the same order. */
export function reportOf(result: SegmentResult): Report {
  const { inputCheck, suv, patient, passes, seconds, peakRssMb, references, lesions, ...same } =
    result;
  const { table, ...found } = reportedFound(lesions);
  return {
    ...same,
    input_check: inputCheck,
    suv: reportedSuv(suv),
    patient: reportedPatient(patient),
    passes: {
      ...passes,
      done: passes.done.map(({ fold, mirrorAxes }) => ({ fold, mirror_axes: mirrorAxes })),
    },
    seconds,
    peak_rss_mb: peakRssMb,
    references: reportedReferences(references, leanShare(patient)),
    lesions: { ...found, dropped: lesions.dropped, table },
  };
}
