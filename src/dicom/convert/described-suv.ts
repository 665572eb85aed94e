import type { DicomSuv } from '../suv/dicom-suv.js';

/** How a PET became SUV, as reports have it. */
export interface DescribedSuv {
  readonly unit: string;
  /** SUV is value × factor, g/ml; of the first slice where they differ. */
  readonly factor: number;
  readonly decay_correction: string | null;
  readonly weight_kg: number | null;
  readonly dose_mbq: number | null;
  readonly nuclide: string | null;
  readonly half_life_s: number | null;
  readonly uptake_s: number | null;
  readonly decay_s: number | null;
  /** Attributes and options that gave the factor. */
  readonly attributes: readonly string[];
  /** What was odd. */
  readonly remarks: readonly string[];
}

export function describedSuv(suv: DicomSuv): DescribedSuv {
  return {
    unit: suv.unit,
    factor: suv.factors[0]!,
    decay_correction: suv.decayCorrection,
    weight_kg: suv.weightKg,
    dose_mbq: suv.doseMbq,
    nuclide: suv.nuclide,
    half_life_s: suv.halfLifeSeconds,
    uptake_s: suv.uptakeSeconds,
    decay_s: suv.decaySeconds,
    attributes: suv.from,
    remarks: suv.remarks,
  };
}

/** One line. */
export function suvLine(suv: DicomSuv): string {
  const { unit, factors, weightKg, doseMbq, nuclide, uptakeSeconds } = suv;
  const short = (value: number): string => String(Number(value.toPrecision(6)));
  const made = [
    weightKg === null ? null : `${short(weightKg)} kg`,
    doseMbq === null ? null : `${short(doseMbq)} MBq${nuclide === null ? '' : ` of ${nuclide}`}`,
    uptakeSeconds === null ? null : `injected ${short(uptakeSeconds / 60)} min before the scan`,
  ].filter((part) => part !== null);
  const [least, most] = [
    factors.reduce((a, b) => Math.min(a, b)),
    factors.reduce((a, b) => Math.max(a, b)),
  ];
  const factor =
    least === most ? short(least) : `${short(least)} to ${short(most)}, slice by slice`;
  return `SUV is ${unit} x ${factor}${made.length === 0 ? '' : ` (${made.join(', ')})`}`;
}
