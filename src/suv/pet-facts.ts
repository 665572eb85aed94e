import type { Patient } from './patient.js';

/** What is told of a PET beside its voxels. Null stands for what is not told, or not in a usable form. */
export interface PetFacts extends Patient {
  /** The file that tells it. */
  readonly source: string;
  /** Of the stored values, as written there. */
  readonly unit: string | null;
  /** Activity at the time of injection, MBq. */
  readonly doseMbq: number | null;
  /** As written there. */
  readonly nuclide: string | null;
  readonly tracer: string | null;
  readonly isDecayCorrected: boolean | null;
  /** Times in seconds from one and the same zero: of the injection, of the scan's start, and what decay is corrected to. */
  readonly injection: number | null;
  readonly scan: number | null;
  readonly correctedTo: number | null;
}

/** What is told where nothing is. */
export const noFacts: Omit<PetFacts, 'source'> = {
  unit: null,
  weightKg: null,
  heightCm: null,
  sex: null,
  doseMbq: null,
  nuclide: null,
  tracer: null,
  isDecayCorrected: null,
  injection: null,
  scan: null,
  correctedTo: null,
};
