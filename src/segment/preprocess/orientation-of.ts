import { asStored, type Reorientation, reorientationTo } from '../../image/orient.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { Study } from '../study/read-study.js';

/** A model that asks for an orientation gets it; others see the voxels as stored, as in nnU-Net. */
export function orientationOf(
  { pet }: Pick<Study, 'pet'>,
  { orientation }: Pick<Model, 'orientation'>,
): Reorientation {
  return orientation === null ? asStored : reorientationTo(pet, orientation);
}
