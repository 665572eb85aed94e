import { boxWhere } from '../array/box-where.js';
import type { Voxels } from '../array/voxels.js';
import { type Geometry, identityDirection, type Vec3, type Volume } from '../image/volume.js';
import { indexToWorld } from '../image/world.js';

// Of voxels that a page holds: about 4 MB of it.
const mostVoxels = 3_200_000;
// SUV that air has hardly anywhere.
const bodySuv = 0.2;
const marginMm = 10;

/**
 * Lays a grid of cubes along left, posterior and superior over where a PET shows the body: as fine as the PET,
 * or as fine as a page can hold.
 */
export function pageGrid(pet: Volume<Voxels>): Geometry {
  const [low, high] = extentOf(pet);
  const extent = [0, 1, 2].map((axis) => high[axis as 0] - low[axis as 0]);
  const volume = extent.reduce((product, mm) => product * mm, 1);
  const side = Math.max(Math.min(...pet.spacing), Math.cbrt(volume / mostVoxels));
  const size = extent.map((mm) => Math.max(1, Math.ceil(mm / side))) as unknown as Vec3;
  const origin = low.map((mm) => mm + side / 2) as unknown as Vec3;
  return { size, spacing: [side, side, side], origin, direction: identityDirection };
}

/** The box round the body, in world coordinates. */
function extentOf(pet: Volume<Voxels>): [Vec3, Vec3] {
  const [nx, ny, nz] = pet.size;
  const box = boxWhere(pet.data, [nz, ny, nx], (suv) => suv > bodySuv) ?? [
    [0, nz],
    [0, ny],
    [0, nx],
  ];
  const [z, y, x] = box.map(([from, to]) => [from - 0.5, to - 0.5] as const);
  const corners = x!.flatMap((i) => y!.flatMap((j) => z!.map((k) => indexToWorld(pet, [i, j, k]))));
  const along = (axis: 0 | 1 | 2, pick: (...values: number[]) => number): number =>
    pick(...corners.map((corner) => corner[axis]));
  const whole = ([0, nx] as const).flatMap((i) =>
    [0, ny].flatMap((j) => [0, nz].map((k) => indexToWorld(pet, [i - 0.5, j - 0.5, k - 0.5]))),
  );
  const within = (axis: 0 | 1 | 2): [number, number] => {
    const edges = whole.map((corner) => corner[axis]);
    return [
      Math.max(along(axis, Math.min) - marginMm, Math.min(...edges)),
      Math.min(along(axis, Math.max) + marginMm, Math.max(...edges)),
    ];
  };
  const [l, p, s] = [within(0), within(1), within(2)];
  return [
    [l[0], p[0], s[0]],
    [l[1], p[1], s[1]],
  ];
}
