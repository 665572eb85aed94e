import type { PetUnit } from './pet-unit.js';
import type { Administration } from './suv-factor.js';

/** Where something that makes a scale comes from; `usual` is what holds where nobody says otherwise. */
export type ScaleOrigin = 'option' | 'sidecar' | 'dicom' | 'usual';

/** How the stored values of a PET become SUV. */
export interface SuvScale {
  readonly unit: PetUnit;
  /** SUV is stored value × factor, g/ml. */
  readonly factor: number;
  /** What the factor was made of; null for values that are SUV. */
  readonly administration: KnownAdministration | null;
  readonly from: { readonly unit: ScaleOrigin } & Partial<
    Record<'weight' | 'dose' | 'times' | 'nuclide', ScaleOrigin>
  >;
}

/** What a factor was made of. */
export interface KnownAdministration extends Administration {
  /** As `F-18`. */
  readonly nuclide: string;
  /** From injection to scan, s; null where it is not told, and not needed. */
  readonly uptakeSeconds: number | null;
}

/** Values that nobody says are anything but SUV. */
export const storedSuv: SuvScale = {
  unit: 'suv',
  factor: 1,
  administration: null,
  from: { unit: 'usual' },
};
