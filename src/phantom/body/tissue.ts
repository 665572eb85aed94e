import type { Solid } from '../solid/solid.js';

/** A solid filled with one uptake and one density. Of overlapping tissues the later in a list wins. */
export interface Tissue {
  readonly solid: Solid;
  /** FDG uptake as SUV in g/ml; without it the PET keeps what lies beneath. */
  readonly suv?: number;
  /** CT number in HU; without it the CT keeps what lies beneath. */
  readonly hu?: number;
}
