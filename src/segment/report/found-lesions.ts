import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import { leanShare } from '../../suv/lean-share.js';
import type { Patient } from '../../suv/patient.js';
import type { LesionRow } from './lesion-row.js';
import type { VolumeRange } from './network-view.js';
import type { Refinement } from './refine-mask.js';

/** All lesions of a study together, and each. */
export interface FoundLesions {
  readonly count: number;
  /** Total metabolic tumour volume, ml. */
  readonly tmtvMl: number;
  /** Where the true volume of all lesions is thought to lie; null for a model that is not calibrated. */
  readonly tmtvInterval: VolumeRange | null;
  /** Total lesion glycolysis, g. */
  readonly tlg: number;
  /** g/ml; null without lesions. */
  readonly suvMax: number | null;
  /** Highest mean of 1 ml, g/ml; null without lesions. */
  readonly suvPeak: number | null;
  /** The same by lean body mass; null also where weight, height or sex is not known. */
  readonly sulMax: number | null;
  readonly sulPeak: number | null;
  /** Largest distance between the centres of two lesions, mm; 0 for one, null without. */
  readonly dmaxMm: number | null;
  /** The same as a share of the patient's height; null also where that is not known. */
  readonly dmaxPerHeight: number | null;
  /** What a threshold of SUV has taken from them; null where none was asked for. */
  readonly refinement: Refinement | null;
  /** In the order of their numbers: the largest first. */
  readonly table: readonly LesionRow[];
}

interface AlsoFound {
  readonly refinement: Refinement | null;
  readonly range: VolumeRange | null;
  readonly patient: Patient;
}

/** Gathers what is told of lesions that were measured with their PET. */
export function foundLesions(
  { lesions, totals }: MeasuredLesions,
  table: readonly LesionRow[],
  { refinement, range, patient }: AlsoFound,
): FoundLesions {
  const { tmtvMl, tlg, suvMax, suvPeak, dmaxMm } = totals;
  const tmtvInterval = range && {
    ...range,
    lowMl: Math.min(tmtvMl, range.lowMl),
    highMl: Math.max(tmtvMl, range.highMl),
  };
  const share = leanShare(patient);
  const { heightCm } = patient;
  return {
    count: lesions.length,
    tmtvMl,
    tmtvInterval,
    tlg: tlg!,
    suvMax,
    suvPeak,
    sulMax: times(suvMax, share),
    sulPeak: times(suvPeak, share),
    dmaxMm,
    dmaxPerHeight: times(dmaxMm, heightCm && 1 / (10 * heightCm)),
    refinement,
    table,
  };
}

function times(value: number | null, factor: number | null): number | null {
  return value === null || factor === null ? null : value * factor;
}
