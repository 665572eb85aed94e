import type { Vec3 } from '../image/volume.js';
import type { ComparedFiles, Comparison } from './comparison.js';
import { percistNote } from './percist.js';
import type { FateRow, LesionSum } from './tell-fates.js';

/** A comparison's JSON form, in snake_case. */
export function comparisonReportOf(result: Comparison) {
  const { autopet, baseline, followup, registration, counts, tmtv, tlg, percist, table } = result;
  return {
    autopet,
    baseline: filesOf(baseline),
    followup: filesOf(followup),
    registration: {
      likeness: registration.likeness,
      shift_mm: registration.shift,
      degrees: registration.degrees,
    },
    counts,
    tmtv_ml: tmtv,
    tlg,
    suv_peak: result.suvPeak,
    sul_peak: result.sulPeak,
    percist: { ...percist, note: percistNote },
    table: table.map(reportedFate),
  };
}

function filesOf({ inputCheck, ...files }: ComparedFiles) {
  return { ...files, input_check: inputCheck };
}

/** A row's JSON form. */
export function reportedFate(row: FateRow) {
  return {
    fate: row.fate,
    baseline: row.baseline,
    followup: row.followup,
    region: row.region,
    side: row.side,
    matched_by: row.matchedBy,
    before: row.before && reportedSum(row.before),
    after: row.after && reportedSum(row.after),
    carried_to_mm: row.carriedTo,
    likeness: row.likeness,
    remark: row.remark,
  };
}

interface ReportedSum {
  readonly centre_mm: Vec3;
  readonly volume_ml: number;
  readonly tlg: number;
  readonly suv_max: number;
  readonly suv_peak: number | null;
}

function reportedSum({ centre, volumeMl, tlg, suvMax, suvPeak }: LesionSum): ReportedSum {
  return { centre_mm: centre, volume_ml: volumeMl, tlg, suv_max: suvMax, suv_peak: suvPeak };
}
