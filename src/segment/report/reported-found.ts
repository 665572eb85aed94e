import type { FoundLesions } from './found-lesions.js';
import { type ReportedLesion, reportedLesion } from './reported-lesion.js';

/** All lesions of a study, as in a report. */
export interface ReportedFound {
  readonly count: number;
  readonly tmtv_ml: number;
  readonly tlg: number;
  readonly suv_max: number | null;
  readonly suv_peak: number | null;
  readonly dmax_mm: number | null;
  readonly table: readonly ReportedLesion[];
}

/** Their JSON form. */
export function reportedFound(lesions: FoundLesions): ReportedFound {
  return {
    count: lesions.count,
    tmtv_ml: lesions.tmtvMl,
    tlg: lesions.tlg,
    suv_max: lesions.suvMax,
    suv_peak: lesions.suvPeak,
    dmax_mm: lesions.dmaxMm,
    table: lesions.table.map(reportedLesion),
  };
}
