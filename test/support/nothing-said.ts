import type { SaidOfPet } from '../../src/suv/find-suv-scale.js';

/** What a user says of a PET who says nothing. */
export const nothingSaid: SaidOfPet = {
  petUnit: 'auto',
  weight: null,
  dose: null,
  injectionTime: null,
  scanTime: null,
  nuclide: null,
  decayCorrection: null,
};
