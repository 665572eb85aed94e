import { connectedComponents } from '../../array/connected-components.js';
import type { OrganMap } from '../../lesions/organ-map.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { OrganGrid } from '../sliding-window/collect-organs.js';
import { networkVoxels, type Region } from './network-voxels.js';

// Of kidneys and lungs either one may be much the smaller.
const leastShareOfLargest = 0.2;

/**
 * What the network's second output tells of organs, on the PET's grid as it is stored: each voxel is what the nearest one of the organs'
 * grid is. Of each organ stray pieces are left out, those (26-connected) with less than a fifth of the voxels of its largest.
 *
 * @param found by the network; changed
 * @returns null where the model has no such output
 */
export function organsOnGrid(
  found: OrganGrid | null,
  region: Region,
  { plans, organClasses }: Pick<Model, 'plans' | 'organClasses'>,
): OrganMap | null {
  if (found === null || organClasses === null) return null;
  const { organs } = organClasses;
  const named = new Set(organs.map(({ value }) => value));
  for (const [i, value] of found.classes.entries()) if (!named.has(value)) found.classes[i] = 0;
  for (const { value } of organs) dropStray(found, value);
  return { labels: onGrid(found, region, plans), organs, isRough: true };
}

function dropStray({ classes, shape }: OrganGrid, value: number): void {
  const mask = classes.map((found) => Number(found === value));
  const { start, length, component, voxels } = connectedComponents(mask, shape, 26);
  const least = leastShareOfLargest * voxels.reduce((a, b) => Math.max(a, b), 0);
  for (const [run, from] of start.entries()) {
    if (voxels[component[run]!]! < least) classes.fill(0, from, from + length[run]!);
  }
}

/** Along each axis of the PET, which runs along one of the network's, the part of the place on the organs' grid that it decides. */
function onGrid(
  { classes, shape, step }: OrganGrid,
  region: Region,
  plans: Model['plans'],
): Uint8Array {
  const strides = [shape[1] * shape[2], shape[2], 1];
  const parts = networkVoxels(region, plans).map(({ axis, voxels }) =>
    voxels.map((voxel) => {
      const isSeen = voxel >= 0 && voxel < region.shape[axis];
      return isSeen ? Math.floor(voxel / step[axis]!) * strides[axis]! : outside;
    }),
  );
  const [alongX, alongY, alongZ] = parts as [Int32Array, Int32Array, Int32Array];
  const [width, height, depth] = region.size;
  const labels = new Uint8Array(width * height * depth);
  for (let z = 0, i = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const row = alongZ[z]! + alongY[y]!;
      for (let x = 0; x < width; x++, i++) {
        const at = row + alongX[x]!;
        if (at >= 0) labels[i] = classes[at]!;
      }
    }
  }
  return labels;
}

// Lower than any place is high, and thrice that is a whole number of 32 bits still.
const outside = -(2 ** 29);
