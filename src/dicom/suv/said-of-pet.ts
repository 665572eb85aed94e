/** What the user says of a PET; it goes before what the header says. Null for what is left to the header. */
export interface SaidOfDicomPet {
  readonly petUnit: 'auto' | 'suv' | 'bqml' | 'kbqml';
  /** kg. */
  readonly weight: number | null;
  /** MBq, at the time of injection. */
  readonly dose: number | null;
  /** As parseClockTime takes them. */
  readonly injectionTime: string | null;
  readonly scanTime: string | null;
  /** As findNuclide takes it. */
  readonly nuclide: string | null;
  readonly decayCorrection: 'start' | 'admin' | null;
}

/** All is left to the header. */
export const nothingSaidOfPet: SaidOfDicomPet = {
  petUnit: 'auto',
  weight: null,
  dose: null,
  injectionTime: null,
  scanTime: null,
  nuclide: null,
  decayCorrection: null,
};
