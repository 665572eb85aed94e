import { resampleOnto } from '../image/resample-onto.js';
import { type Geometry, type Vec3, voxelCount } from '../image/volume.js';
import { indexToWorld, worldToIndex } from '../image/world.js';
import type { PageImages } from './page-content.js';

/** SUV that a byte of 255 stands for; a byte's SUV is (byte / 255)² times this, so that low uptake is told finely. */
export const highestSuv = 30;
/** HU of a byte: 8 times it, less this. */
export const lowestHu = 1024;
const huStep = 8;
// Noise of air, that no window shows and that does not pack well.
const airHu = -900;

/** Voxels of a page, [z,y,x] of its grid. */
export interface PageVoxels {
  readonly pet: Uint8Array;
  /** Null without a CT. */
  readonly ct: Uint8Array | null;
  /** Each lesion's number; no lesion is lost, however small. */
  readonly labels: Uint16Array;
}

/** Brings a study onto a page's grid, a byte a voxel. */
export function pageVoxels({ pet, ct, labels }: PageImages, grid: Geometry): PageVoxels {
  const suv = resampleOnto(pet, grid, 0).volume.data;
  const hu = ct && resampleOnto(ct, grid, -lowestHu).volume.data;
  return {
    pet: Uint8Array.from(suv, (value) =>
      Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, value / highestSuv)))),
    ),
    ct:
      hu &&
      Uint8Array.from(hu, (value) =>
        value < airHu ? 0 : Math.min(255, Math.round((value + lowestHu) / huStep)),
      ),
    labels: carryLabels(labels, pet, grid),
  };
}

/** Each voxel's label is that of the nearest one; a lesion that would be lost so lies in the voxels that hold its own. */
function carryLabels(labels: Uint16Array, from: Geometry, to: Geometry): Uint16Array {
  const carried = new Uint16Array(voxelCount(to.size));
  const known = new Set([0]);
  for (let at = 0; at < carried.length; at++) {
    const source = indexIn(from, indexToWorld(to, coordinates(at, to.size)));
    carried[at] = source === null ? 0 : labels[source]!;
    known.add(carried[at]!);
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === 0 || known.has(label)) continue;
    const at = indexIn(to, indexToWorld(from, coordinates(i, from.size)));
    if (at !== null) carried[at] = label;
  }
  return carried;
}

function coordinates(at: number, [width, height]: Vec3): Vec3 {
  const row = Math.floor(at / width);
  return [at - row * width, row % height, Math.floor(row / height)];
}

/** The voxel that holds a place; null outside. */
function indexIn(grid: Geometry, world: Vec3): number | null {
  const [x, y, z] = worldToIndex(grid, world).map(Math.round) as unknown as Vec3;
  const [width, height, depth] = grid.size;
  const isInside = x >= 0 && x < width && y >= 0 && y < height && z >= 0 && z < depth;
  return isInside ? (z * height + y) * width + x : null;
}
