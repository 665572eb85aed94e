import { unitNames } from '../../suv/pet-unit.js';
import type { ScaleOrigin, SuvScale } from '../../suv/suv-scale.js';

/** How the stored values of a PET became SUV. All but the first three are null for values that are SUV. */
export interface SuvOrigin {
  /** Of the stored values. */
  readonly unit: 'SUV' | 'Bq/ml' | 'kBq/ml';
  /** SUV is stored value × factor, g/ml. */
  readonly factor: number;
  /** Who says so: an option, the sidecar, or nobody (`usual`). */
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
}

/** What is told of a scale. */
export function suvOrigin({ unit, factor, from, administration }: SuvScale): SuvOrigin {
  return {
    unit: unitNames[unit],
    factor,
    from,
    weightKg: administration?.weightKg ?? null,
    doseMbq: administration?.doseMbq ?? null,
    nuclide: administration?.nuclide ?? null,
    halfLifeSeconds: administration?.halfLifeSeconds ?? null,
    uptakeSeconds: administration?.uptakeSeconds ?? null,
    decaySeconds: administration?.decaySeconds ?? null,
  };
}
