import type { SuvOrigin } from './suv-origin.js';

/** How a PET became SUV, as in a report. */
export interface ReportedSuv
  extends Pick<SuvOrigin, 'unit' | 'factor' | 'from' | 'nuclide' | 'attributes' | 'remarks'> {
  readonly weight_kg: number | null;
  readonly dose_mbq: number | null;
  readonly half_life_s: number | null;
  readonly uptake_s: number | null;
  readonly decay_s: number | null;
}

/** A `suv` block's JSON form. */
export function reportedSuv(suv: SuvOrigin): ReportedSuv {
  return {
    unit: suv.unit,
    factor: suv.factor,
    from: suv.from,
    weight_kg: suv.weightKg,
    dose_mbq: suv.doseMbq,
    nuclide: suv.nuclide,
    half_life_s: suv.halfLifeSeconds,
    uptake_s: suv.uptakeSeconds,
    decay_s: suv.decaySeconds,
    ...(suv.attributes === undefined ? {} : { attributes: suv.attributes }),
    ...(suv.remarks === undefined ? {} : { remarks: suv.remarks }),
  };
}
