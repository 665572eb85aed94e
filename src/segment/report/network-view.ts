import type { Calibration } from '../../nnunet/model/calibration.js';
import type { CertaintyAt } from '../postprocess/certainty-at.js';

/** From the volume that is surely lesion to that which may be, ml, and in which share of bodies the truth lies between. */
export interface VolumeRange {
  readonly lowMl: number;
  readonly highMl: number;
  readonly coverage: number;
}

/** What a network thinks of the lesions of a mask. */
export interface NetworkView {
  readonly certainty: CertaintyAt;
  /** What that is worth; null where it is not known. */
  readonly confidence: Calibration['confidence'] | null;
  /** Of all lesions; null where it is not known, or the mask is not the network's alone. */
  readonly volumeRange: VolumeRange | null;
}
