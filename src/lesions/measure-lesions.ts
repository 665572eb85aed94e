import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Voxels } from '../array/voxels.js';
import { type Geometry, type Vec3, voxelMillilitres } from '../image/volume.js';
import { indexToWorld } from '../image/world.js';
import { centroidsOf } from './centroids.js';
import { dmaxOf } from './dmax.js';
import { longestDiametersOf } from './longest-diameter.js';
import type { Lesion, LesionUptake, MeasuredLesions, Place } from './measured-lesions.js';
import { nearestLesionsOf } from './nearest-lesion.js';
import { suvPeaksOf } from './suv-peak.js';
import { totalVolumeOf } from './total-volume.js';
import { uptakeOf } from './uptake.js';

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
  const uptake = pet && measureUptake(components, shape, grid, pet);
  const centroids = centroidsOf(components, shape);
  const diameters = longestDiametersOf(components, shape, grid.spacing);
  const nearest = nearestLesionsOf(components, shape, grid.spacing);
  const lesions = byFallingVolume(components).map((component, i): Lesion => {
    const [x, y, z] = centroids.subarray(3 * component);
    return {
      number: i + 1,
      component,
      voxels: components.voxels[component]!,
      volumeMl: components.voxels[component]! * voxelMillilitres(grid.spacing),
      centre: placeOf([x!, y!, z!], grid),
      longestDiameterMm: diameters[component]!,
      nearestMm: components.count === 1 ? null : nearest[component]!,
      uptake: uptake?.of(component) ?? null,
    };
  });
  return {
    lesions,
    totals: {
      tmtvMl: totalVolumeOf(components, grid.spacing),
      dmaxMm: dmaxOf(components, shape, grid.spacing),
      tlg: uptake?.tlg ?? null,
      suvMax: uptake && greatest(uptake.suvMax),
      suvPeak: (uptake?.suvPeak && greatest(uptake.suvPeak)) ?? null,
    },
  };
}

/** Components by falling number of voxels; those alike stay in the order of their first voxel. */
function byFallingVolume({ count, voxels }: Components): number[] {
  return Array.from({ length: count }, (_, i) => i).sort((a, b) => voxels[b]! - voxels[a]!);
}

function measureUptake(components: Components, shape: Shape, grid: Geometry, pet: Voxels) {
  const { total, sum, max, maxAt } = uptakeOf(components, pet);
  const suvPeak = suvPeaksOf(components, pet, shape, grid.spacing);
  const millilitres = voxelMillilitres(grid.spacing);
  return {
    tlg: total * millilitres,
    suvMax: max,
    suvPeak,
    of: (component: number): LesionUptake => ({
      suvMax: max[component]!,
      suvMaxPlace: placeOf(indexOf(maxAt[component]!, shape), grid),
      suvMean: sum[component]! / components.voxels[component]!,
      suvPeak: suvPeak && suvPeak[component]!,
      tlg: sum[component]! * millilitres,
    }),
  };
}

function indexOf(voxel: number, [, height, width]: Shape): Vec3 {
  const row = Math.floor(voxel / width);
  return [voxel - row * width, row % height, Math.floor(row / height)];
}

function placeOf(index: Vec3, grid: Geometry): Place {
  return { index, world: indexToWorld(grid, index) };
}

function greatest(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}
