import type { InputCheck } from '../study/input-check.js';
import { type ReportedLesion, reportedLesion } from './reported-lesion.js';
import { type ReportedSuv, reportedSuv } from './reported-suv.js';
import type { SegmentResult } from './segment-result.js';

/** A result as `--report` writes it: JSON is in snake_case. */
export interface Report
  extends Omit<SegmentResult, 'inputCheck' | 'suv' | 'passes' | 'peakRssMb' | 'lesions'> {
  readonly input_check: InputCheck;
  readonly suv: ReportedSuv;
  readonly passes: {
    readonly done: readonly { readonly fold: string; readonly mirror_axes: readonly number[] }[];
    readonly planned: number;
    readonly possible: number;
  };
  readonly peak_rss_mb: number;
  readonly lesions: ReportedLesions;
}

/** What was found, as in a report. */
export interface ReportedLesions {
  readonly count: number;
  readonly tmtv_ml: number;
  readonly tlg: number;
  readonly suv_max: number | null;
  readonly suv_peak: number | null;
  readonly dmax_mm: number | null;
  readonly dropped: number;
  readonly table: readonly ReportedLesion[];
}

/** A result's JSON form, key by key in the same order. */
export function reportOf(result: SegmentResult): Report {
  const { inputCheck, suv, passes, seconds, peakRssMb, lesions, ...same } = result;
  return {
    ...same,
    input_check: inputCheck,
    suv: reportedSuv(suv),
    passes: {
      ...passes,
      done: passes.done.map(({ fold, mirrorAxes }) => ({ fold, mirror_axes: mirrorAxes })),
    },
    seconds,
    peak_rss_mb: peakRssMb,
    lesions: {
      count: lesions.count,
      tmtv_ml: lesions.tmtvMl,
      tlg: lesions.tlg,
      suv_max: lesions.suvMax,
      suv_peak: lesions.suvPeak,
      dmax_mm: lesions.dmaxMm,
      dropped: lesions.dropped,
      table: lesions.table.map(reportedLesion),
    },
  };
}
