import type { Vec3 } from '../../image/volume.js';
import type { Solid } from '../solid/solid.js';

/** Where lesions grow. */
export type LesionSite = 'lymph node' | 'lung' | 'liver' | 'bone' | 'soft tissue';

/** A lesion in the standard patient, before it is scanned. */
export interface Lesion {
  readonly site: LesionSite;
  /** x,y,z in mm. */
  readonly centre: Vec3;
  /** Mean diameter, mm. */
  readonly diameter: number;
  readonly solid: Solid;
  /** A necrotic core that takes up next to nothing. */
  readonly core: Solid | undefined;
  /** The highest SUV a noiseless scan will show, g/ml. */
  readonly suv: number;
  /** CT number, HU. */
  readonly hu: number;
}
