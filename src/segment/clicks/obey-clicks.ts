import { type Components, connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { Clicks, VoxelIndex } from './clicks.js';
import { growLesion } from './grow-lesion.js';

/** How many lesions a user's clicks changed. */
export interface Obeyed {
  readonly removed: number;
  readonly split: number;
  readonly grown: number;
}

/**
 * Makes a mask say what the clicks say, in place, whatever the network made of them. A component (18-connected) with a
 * background click and no tumour click goes; of one with both, voxels nearer to a background click go. A tumour
 * click beside the mask grows a lesion ({@link growLesion}).
 *
 * @param mask [z,y,x] on the PET's grid, 1 in lesions
 * @param pet SUV, g/ml
 * @param clicks within the image
 */
export function obeyClicks(mask: Uint8Array, pet: Volume<Voxels>, clicks: Clicks): Obeyed {
  const { size, spacing } = pet;
  const [x, y, z] = size;
  const shape: Shape = [z, y, x];
  const indexOf = ([i, j, k]: VoxelIndex): number => (k * y + j) * x + i;
  const found = connectedComponents(mask, shape, 18);
  const componentAt = componentFinder(found);
  const byComponent = (points: readonly VoxelIndex[]): Map<number, VoxelIndex[]> => {
    const groups = new Map<number, VoxelIndex[]>();
    for (const point of points) {
      const component = componentAt(indexOf(point));
      if (component !== null) groups.set(component, [...(groups.get(component) ?? []), point]);
    }
    return groups;
  };
  const tumour = byComponent(clicks.tumour);
  const background = byComponent(clicks.background);
  const place = (index: number): VoxelIndex => [
    index % x,
    Math.floor(index / x) % y,
    Math.floor(index / (x * y)),
  ];
  for (let run = 0; run < found.start.length; run++) {
    const component = found.component[run]!;
    const against = background.get(component);
    if (against === undefined) continue;
    const inFavour = tumour.get(component) ?? [];
    const end = found.start[run]! + found.length[run]!;
    for (let index = found.start[run]!; index < end; index++) {
      const at = place(index);
      if (nearest(at, against, spacing) <= nearest(at, inFavour, spacing)) mask[index] = 0;
    }
  }
  let grown = 0;
  const forbidden = new Set(clicks.background.map(indexOf));
  for (const point of clicks.tumour) {
    if (mask[indexOf(point)] !== 0) continue;
    growLesion(mask, pet, point, forbidden);
    grown++;
  }
  const split = [...background.keys()].filter((component) => tumour.has(component)).length;
  return { removed: background.size - split, split, grown };
}

/** Finds the component of a voxel by bisection; null beside all. */
function componentFinder({ start, length, component }: Components) {
  return (index: number): number | null => {
    let low = 0;
    let high = start.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (start[middle]! <= index) low = middle + 1;
      else high = middle;
    }
    const run = low - 1;
    return run >= 0 && index < start[run]! + length[run]! ? component[run]! : null;
  };
}

/** Squared distance in mm² to the nearest of some points; infinite of none. */
function nearest(at: VoxelIndex, points: readonly VoxelIndex[], spacing: VoxelIndex): number {
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const dx = (point[0] - at[0]) * spacing[0];
    const dy = (point[1] - at[1]) * spacing[1];
    const dz = (point[2] - at[2]) * spacing[2];
    least = Math.min(least, dx * dx + dy * dy + dz * dz);
  }
  return least;
}
