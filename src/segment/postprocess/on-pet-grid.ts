import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import { inverseReorientation, type Reorientation, reorient } from '../../image/orient.js';
import { type Geometry, type Volume, voxelMillilitres } from '../../image/volume.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { VoxelIndex } from '../clicks/clicks.js';
import type { Study } from '../study/read-study.js';
import { applySuvFloor } from './apply-suv-floor.js';
import { dropSmall } from './drop-small.js';
import { keepLargestComponent } from './keep-largest-component.js';
import { lesionMask } from './lesion-mask.js';
import type { Segmentation } from './postprocess.js';

/** What is written: volumes with the PET's exact geometry. */
export interface Output {
  readonly mask: Volume<Uint8Array>;
  readonly probability: Volume | null;
}

/**
 * Puts a segmentation onto the PET's grid as it is stored, and applies the rules that the model
 * folder adds to nnU-Net's prediction: postprocessing.json and, for lesions, an SUV floor and a minimum volume.
 *
 * @param orientation the one that the volumes were brought to before the network
 * @param tumourClicks voxels of the PET: lesions with one of them may be as small as they are
 */
export function onPetGrid(
  { labels, probability }: Segmentation,
  { pet }: Study,
  orientation: Reorientation,
  { postprocessing, lesions, suvFloor, minimumLesionMl }: Model,
  tumourClicks: readonly VoxelIndex[] = [],
): Output {
  const { size, spacing, origin, direction } = pet;
  const geometry: Geometry = { size, spacing, origin, direction };
  const back = inverseReorientation(orientation);
  const stored = <T extends Voxels>(data: T): Volume<T> => {
    const oriented = { ...geometry, size: orientation.axis.map((axis) => size[axis]), data };
    return { ...geometry, data: reorient(oriented as unknown as Volume<T>, back).data };
  };
  const mask = stored(labels);
  const shape: Shape = [size[2], size[1], size[0]];
  for (const { labels: together, connectivity, keptFromMm3 } of postprocessing) {
    const keptFrom = keptFromMm3 && keptFromMm3 / (1000 * voxelMillilitres(spacing));
    keepLargestComponent(mask.data, shape, together, connectivity, keptFrom);
  }
  if (suvFloor !== null || minimumLesionMl !== null) {
    const kept = lesionMask(mask.data, lesions);
    if (suvFloor !== null) applySuvFloor(kept, pet.data, suvFloor);
    if (minimumLesionMl !== null) {
      const clicked = tumourClicks.map(([x, y, z]) => (z * size[1] + y) * size[0] + x);
      dropSmall(kept, shape, voxelMillilitres(spacing), minimumLesionMl, clicked);
    }
    if (kept !== mask.data) clearLesions(mask.data, kept, lesions.values);
  }
  return { mask, probability: probability === null ? null : stored(probability) };
}

/** Clears lesion voxels that were not kept; other labels stay. */
function clearLesions(mask: Uint8Array, kept: Uint8Array, lesionValues: readonly number[]): void {
  for (let i = 0; i < mask.length; i++) {
    if (kept[i] === 0 && lesionValues.includes(mask[i]!)) mask[i] = 0;
  }
}
