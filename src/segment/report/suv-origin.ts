import { unitNames } from '../../suv/pet-unit.js';
import type { ScaleOrigin } from '../../suv/suv-scale.js';
import type { OpenStudy } from '../study/open-study.js';

/** How the stored values of a PET became SUV. All but the first three are null for values that are SUV. */
export interface SuvOrigin {
  /** Of the stored values: `SUV`, `Bq/ml` or `kBq/ml`; of DICOM as its header has it: `BQML`. */
  readonly unit: string;
  /** SUV is stored value × factor, g/ml; of DICOM that of the first slice. */
  readonly factor: number;
  /** Who says so: an option, the sidecar, the DICOM header, or nobody (`usual`). */
  readonly from: Readonly<Record<string, ScaleOrigin>>;
  readonly weightKg: number | null;
  /** At the time of injection. */
  readonly doseMbq: number | null;
  readonly nuclide: string | null;
  readonly halfLifeSeconds: number | null;
  /** From injection to scan; null also where it was not told. */
  readonly uptakeSeconds: number | null;
  /** From injection to what the PET is decay-corrected to. */
  readonly decaySeconds: number | null;
  /** Of DICOM: the attributes and options that gave the factor; of times the name alone. */
  readonly attributes?: readonly string[];
  /** Of DICOM: what was odd. */
  readonly remarks?: readonly string[];
}

/** What is told of how a study's PET became SUV. */
export function suvOrigin({ scale, dicom }: Pick<OpenStudy, 'scale' | 'dicom'>): SuvOrigin {
  const { unit, factor, from, administration } = scale;
  return {
    unit: dicom?.suv.unit ?? unitNames[unit],
    factor: dicom?.suv.factors[0] ?? factor,
    from,
    weightKg: administration?.weightKg ?? null,
    doseMbq: administration?.doseMbq ?? null,
    nuclide: administration?.nuclide ?? null,
    halfLifeSeconds: administration?.halfLifeSeconds ?? null,
    uptakeSeconds: administration?.uptakeSeconds ?? null,
    decaySeconds: administration?.decaySeconds ?? null,
    ...(dicom === null ? {} : { attributes: dicom.suv.from, remarks: dicom.suv.remarks }),
  };
}
