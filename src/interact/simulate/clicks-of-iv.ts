import { type Components, connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import type { Random } from '../../array/random.js';
import type { Voxels } from '../../array/voxels.js';
import { quantile } from '../../evaluate/aggregate/quantile.js';
import type { Clicks, VoxelIndex } from '../../segment/clicks/clicks.js';
import { depthWithin } from './depth-within.js';

/** How many clicks of each kind there are at the last step. */
export const clicksOfIv = 10;

/** Background is clicked where uptake is above this share of that of all voxels that are no tumour. */
const hotShare = 0.9975;

/**
 * The clicks of edition IV, made in advance whatever a mask holds: the deepest voxels of up to ten lesions (26-connected), then
 * voxels of their borders; the same of what is hot and no tumour. Step k takes the first k of each.
 *
 * @param pet, reference [z,y,x]
 */
export function allClicksOfIv(
  pet: Voxels,
  reference: Uint8Array,
  shape: Shape,
  random: Random,
): Clicks {
  const beside = Float64Array.from(pet.filter((_, i) => reference[i] === 0)).sort();
  const threshold = beside.length === 0 ? Number.POSITIVE_INFINITY : quantile(beside, hotShare);
  const hot = Uint8Array.from(pet, (suv, i) => Number(reference[i] === 0 && suv > threshold));
  return {
    tumour: clicksIn(reference, shape, random),
    background: clicksIn(hot, shape, random),
  };
}

function clicksIn(mask: Uint8Array, shape: Shape, random: Random): VoxelIndex[] {
  const components = connectedComponents(mask, shape, 26);
  if (components.count === 0) return [];
  const chosen = new Set(shuffled([...components.voxels.keys()], random).slice(0, clicksOfIv));
  const voxels = voxelsOf(components, chosen);
  const depth = depthWithin(mask, shape);
  const deepest = [...chosen].map((component) => {
    const own = voxels.get(component)!;
    return own.reduce((best, index) => (depth[index]! > depth[best]! ? index : best), own[0]!);
  });
  const borders = [...voxels.values()].flat().filter((index) => depth[index] === 1);
  const rest = shuffled(
    borders.filter((index) => !deepest.includes(index)),
    random,
  );
  const [, height, width] = shape;
  return [...deepest, ...rest]
    .slice(0, clicksOfIv)
    .map((index) => [
      index % width,
      Math.floor(index / width) % height,
      Math.floor(index / (width * height)),
    ]);
}

function voxelsOf(
  { start, length, component }: Components,
  chosen: ReadonlySet<number>,
): Map<number, number[]> {
  const voxels = new Map<number, number[]>();
  for (let run = 0; run < start.length; run++) {
    if (!chosen.has(component[run]!)) continue;
    const own = voxels.get(component[run]!) ?? [];
    for (let i = 0; i < length[run]!; i++) own.push(start[run]! + i);
    voxels.set(component[run]!, own);
  }
  return voxels;
}

function shuffled<T>(items: T[], random: Random): T[] {
  const keys = new Map(items.map((item) => [item, random.uniform(0, 1)]));
  return [...items].sort((a, b) => keys.get(a)! - keys.get(b)!);
}
