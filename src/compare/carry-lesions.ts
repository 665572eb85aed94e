import type { Fit } from '../image/register/fit-rigid.js';
import type { Registration } from '../image/register/register-bodies.js';
import { inverseOf, moveBy, type Rigid } from '../image/register/rigid.js';
import { type Geometry, type Vec3, voxelCount } from '../image/volume.js';
import { indexToWorld, worldToIndex } from '../image/world.js';
import type { Lesion } from '../lesions/measured-lesions.js';
import type { TimePoint } from './read-time-point.js';

/** Where a lesion lies in the other study. */
export interface CarriedLesion extends Fit {
  /** Its centre there, LPS mm. */
  readonly centre: Vec3;
  /** Share of its voxels that the other PET reaches. */
  readonly inView: number;
}

/** The lesions of a study as they lie in the other one. */
export interface CarriedLesions {
  /** In the order of their numbers. */
  readonly lesions: readonly CarriedLesion[];
  /** [z,y,x] of the other PET's grid: each lesion's number in its voxels, else 0. */
  readonly labels: Uint16Array<ArrayBuffer>;
}

/** Carries each lesion over by the tissue round it, in one piece. */
export function carryLesions(
  from: TimePoint,
  to: TimePoint,
  registration: Registration,
  study: 'first' | 'second',
): CarriedLesions {
  const labels = new Uint16Array(voxelCount(to.mask.size));
  const voxels = voxelsByNumber(from);
  const lesions = from.measured.lesions.map((lesion): CarriedLesion => {
    const fit = registration.around(lesion.centre.world, study);
    const own = voxels.get(lesion.number)!;
    const reached = own.filter((at) =>
      contains(to.mask, moveBy(fit.motion, worldOf(from.mask, at))),
    );
    paintLesion(labels, from, to.mask, lesion, own, fit.motion);
    return {
      ...fit,
      centre: moveBy(fit.motion, lesion.centre.world),
      inView: reached.length / own.length,
    };
  });
  return { lesions, labels };
}

function voxelsByNumber({ labels, measured }: TimePoint): Map<number, number[]> {
  const voxels = new Map(measured.lesions.map(({ number }): [number, number[]] => [number, []]));
  for (let at = 0; at < labels.length; at++)
    if (labels[at] !== 0) voxels.get(labels[at]!)!.push(at);
  return voxels;
}

/** Each voxel of the box round it is looked up in the lesion's own study. */
function paintLesion(
  labels: Uint16Array,
  from: TimePoint,
  grid: Geometry,
  { number }: Lesion,
  own: readonly number[],
  motion: Rigid,
): void {
  const [low, high] = boxOf(
    own.map((at) => worldToIndex(grid, moveBy(motion, worldOf(from.mask, at)))),
    grid,
    from.mask,
  );
  const back = inverseOf(motion);
  const [nx, ny] = grid.size;
  for (let z = low[2]; z <= high[2]; z++) {
    for (let y = low[1]; y <= high[1]; y++) {
      for (let x = low[0]; x <= high[0]; x++) {
        const source = voxelAt(from.mask, moveBy(back, indexToWorld(grid, [x, y, z])));
        if (source !== null && from.labels[source] === number)
          labels[(z * ny + y) * nx + x] = number;
      }
    }
  }
}

function boxOf(places: readonly Vec3[], grid: Geometry, source: Geometry): [Vec3, Vec3] {
  const reach = Math.max(...source.spacing);
  const along = (axis: 0 | 1 | 2): [number, number] => {
    const last = grid.size[axis] - 1;
    const margin = reach / grid.spacing[axis];
    let [least, most] = [Infinity, -Infinity];
    for (const place of places) {
      least = Math.min(least, place[axis]);
      most = Math.max(most, place[axis]);
    }
    return [Math.max(0, Math.ceil(least - margin)), Math.min(last, Math.floor(most + margin))];
  };
  const [x, y, z] = [along(0), along(1), along(2)];
  return [
    [x[0], y[0], z[0]],
    [x[1], y[1], z[1]],
  ];
}

function worldOf(grid: Geometry, at: number): Vec3 {
  const [nx, ny] = grid.size;
  const row = Math.floor(at / nx);
  return indexToWorld(grid, [at - row * nx, row % ny, Math.floor(row / ny)]);
}

function contains(grid: Geometry, world: Vec3): boolean {
  return voxelAt(grid, world) !== null;
}

function voxelAt(grid: Geometry, world: Vec3): number | null {
  const [x, y, z] = worldToIndex(grid, world).map(Math.round) as unknown as Vec3;
  const [nx, ny, nz] = grid.size;
  const isInside = x >= 0 && x < nx && y >= 0 && y < ny && z >= 0 && z < nz;
  return isInside ? (z * ny + y) * nx + x : null;
}
