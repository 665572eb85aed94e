import type { FoundLesions } from './found-lesions.js';
import type { VolumeRange } from './network-view.js';
import type { Refinement } from './refine-mask.js';
import { type ReportedLesion, reportedLesion } from './reported-lesion.js';

/** What a threshold of SUV has taken from lesions, as in a report. */
export interface ReportedRefinement {
  readonly suv_threshold: string;
  readonly suv: number | null;
  readonly not_applied: string | null;
  readonly lesions_gone: number;
  readonly ml_gone: number;
}

/** Where the true volume is thought to lie, as in a report. */
export interface ReportedInterval {
  readonly low_ml: number;
  readonly high_ml: number;
  readonly coverage: number;
}

/** All lesions of a study, as in a report. */
export interface ReportedFound {
  readonly count: number;
  readonly tmtv_ml: number;
  readonly tmtv_interval: ReportedInterval | null;
  readonly tlg: number;
  readonly suv_max: number | null;
  readonly suv_peak: number | null;
  readonly sul_max: number | null;
  readonly sul_peak: number | null;
  readonly dmax_mm: number | null;
  readonly dmax_per_height: number | null;
  readonly refinement: ReportedRefinement | null;
  readonly table: readonly ReportedLesion[];
}

/** Their JSON form. */
export function reportedFound(lesions: FoundLesions): ReportedFound {
  return {
    count: lesions.count,
    tmtv_ml: lesions.tmtvMl,
    tmtv_interval: lesions.tmtvInterval && reportedInterval(lesions.tmtvInterval),
    tlg: lesions.tlg,
    suv_max: lesions.suvMax,
    suv_peak: lesions.suvPeak,
    sul_max: lesions.sulMax,
    sul_peak: lesions.sulPeak,
    dmax_mm: lesions.dmaxMm,
    dmax_per_height: lesions.dmaxPerHeight,
    refinement: lesions.refinement && reportedRefinement(lesions.refinement),
    table: lesions.table.map(reportedLesion),
  };
}

function reportedInterval({ lowMl, highMl, coverage }: VolumeRange): ReportedInterval {
  return { low_ml: lowMl, high_ml: highMl, coverage };
}

function reportedRefinement(refinement: Refinement): ReportedRefinement {
  const { suvThreshold, suv, notApplied, lesionsGone, mlGone } = refinement;
  return {
    suv_threshold: suvThreshold,
    suv,
    not_applied: notApplied,
    lesions_gone: lesionsGone,
    ml_gone: mlGone,
  };
}
