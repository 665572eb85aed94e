import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Voxels } from '../array/voxels.js';
import { type Geometry, type Vec3, voxelMillilitres } from '../image/volume.js';
import { indexToWorld } from '../image/world.js';
import { centroidsOf } from './centroids.js';
import { longestDiametersOf } from './longest-diameter.js';
import { type LesionsUptake, measureUptake } from './measure-uptake.js';
import type { Lesion, LesionUptake, MeasuredLesions, Place } from './measured-lesions.js';
import { nearestLesionsOf } from './nearest-lesion.js';
import { tumourBurden } from './tumour-burden.js';

/**
 * Measures and numbers the lesions of a mask; whatever tells of lesions has its numbers from here.
 *
 * @param components of the mask, 18-connected
 * @param grid of the mask
 * @param pet [z,y,x] on the same grid, SUV in g/ml; null for none
 */
export function measureLesions(
  components: Components,
  grid: Geometry,
  pet: Voxels | null,
): MeasuredLesions {
  const shape: Shape = [grid.size[2], grid.size[1], grid.size[0]];
  const uptake = pet && measureUptake(components, grid, pet);
  const centroids = centroidsOf(components, shape);
  const diameters = longestDiametersOf(components, shape, grid.spacing);
  const nearest = nearestLesionsOf(components, shape, grid.spacing);
  const lesions = byFallingVolume(components).map((component, i): Lesion => {
    const [x, y, z] = centroids.subarray(3 * component);
    const voxels = components.voxels[component]!;
    return {
      number: i + 1,
      component,
      voxels,
      volumeMl: voxels * voxelMillilitres(grid.spacing),
      centre: placeOf([x!, y!, z!], grid),
      longestDiameterMm: diameters[component]!,
      nearestMm: components.count === 1 ? null : nearest[component]!,
      uptake: uptake && uptakeOfLesion(uptake, component, voxels, grid),
    };
  });
  return { lesions, totals: tumourBurden(components, grid, uptake) };
}

/** Components by falling number of voxels; those alike stay in the order of their first voxel. */
function byFallingVolume({ count, voxels }: Components): number[] {
  return Array.from({ length: count }, (_, i) => i).sort((a, b) => voxels[b]! - voxels[a]!);
}

function uptakeOfLesion(
  { sum, max, maxAt, peak }: LesionsUptake,
  component: number,
  voxels: number,
  grid: Geometry,
): LesionUptake {
  return {
    suvMax: max[component]!,
    suvMaxPlace: placeOf(indexOf(maxAt[component]!, grid.size), grid),
    suvMean: sum[component]! / voxels,
    suvPeak: peak && peak[component]!,
    tlg: sum[component]! * voxelMillilitres(grid.spacing),
  };
}

function indexOf(voxel: number, [width, height]: Vec3): Vec3 {
  const row = Math.floor(voxel / width);
  return [voxel - row * width, row % height, Math.floor(row / height)];
}

function placeOf(index: Vec3, grid: Geometry): Place {
  return { index, world: indexToWorld(grid, index) };
}
