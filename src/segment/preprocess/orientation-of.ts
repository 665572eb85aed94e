import type { Voxels } from '../../array/voxels.js';
import { asStored, type Reorientation, reorientationTo } from '../../image/orient.js';
import type { Volume } from '../../image/volume.js';
import type { Model } from '../../nnunet/model/load-model.js';

/** Images of a study on one grid: SUV (g/ml), and HU or null without a CT. */
export interface PetAndCt {
  readonly pet: Volume<Voxels>;
  readonly ct: Volume<Voxels> | null;
}

/** A model that asks for an orientation gets it; others see the voxels as stored, as in nnU-Net. */
export function orientationOf(
  { pet }: Pick<PetAndCt, 'pet'>,
  { orientation }: Pick<Model, 'orientation'>,
): Reorientation {
  return orientation === null ? asStored : reorientationTo(pet, orientation);
}
