import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Vec3 } from '../image/volume.js';

/**
 * Longest diameter of each lesion: the greatest distance between two points of its surface, in any
 * direction. The surface's points are the middles of the faces between a voxel of the lesion and one
 * outside, where a mesh of marching cubes has its corners: the maximum 3D diameter (L0JK) of the Image
 * Biomarker Standardisation Initiative.
 *
 * @param shape of the mask, [z,y,x]
 * @param spacing mm, x,y,z
 * @returns mm, of each component
 */
export function longestDiametersOf(
  components: Components,
  shape: Shape,
  spacing: Vec3,
): Float64Array {
  const diameters = new Float64Array(components.count);
  const runs = runsByComponent(components);
  for (const [component, own] of runs.entries()) {
    diameters[component] = farthestApart(surfaceOf(components, own, shape, spacing));
  }
  return diameters;
}

function runsByComponent({ count, component }: Components): Int32Array[] {
  const amounts = new Int32Array(count);
  for (const lesion of component) amounts[lesion]!++;
  const runs = Array.from(amounts, (amount) => new Int32Array(amount));
  amounts.fill(0);
  for (let run = 0; run < component.length; run++) {
    const lesion = component[run]!;
    runs[lesion]![amounts[lesion]!++] = run;
  }
  return runs;
}

// From the middle of a voxel to those of its faces beside a run, in voxels y,z.
const beside = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;
const pointsOfRun = 2 + 2 * beside.length;

/**
 * The middles of faces that may be farthest apart: of each run those at its two ends. Some lie within the
 * lesion, and so between two that do not.
 *
 * @returns mm along x,y,z, three numbers a point
 */
function surfaceOf(
  { start, length }: Components,
  runs: Int32Array,
  [, height, width]: Shape,
  [sx, sy, sz]: Vec3,
): Float64Array {
  const points = new Float64Array(3 * pointsOfRun * runs.length);
  let at = 0;
  const add = (x: number, y: number, z: number): void => {
    points[at++] = x * sx;
    points[at++] = y * sy;
    points[at++] = z * sz;
  };
  for (const run of runs) {
    const row = Math.floor(start[run]! / width);
    const [y, z] = [row % height, Math.floor(row / height)];
    const first = start[run]! - row * width;
    const last = first + length[run]! - 1;
    add(first - 0.5, y, z);
    add(last + 0.5, y, z);
    for (const [dy, dz] of beside) {
      add(first, y + dy / 2, z + dz / 2);
      add(last, y + dy / 2, z + dz / 2);
    }
  }
  return points;
}

/** Points that lie close together. */
interface Cluster {
  readonly points: readonly number[];
  readonly low: Vec3;
  readonly high: Vec3;
}

// Along each axis. Fewer take longer to compare point by point, more to compare with each other.
const cells = 16;
// Points that are sooner compared than sorted.
const few = 64;

/** Greatest distance between two points; clusters that cannot be farther apart than some two points are passed over. */
function farthestApart(points: Float64Array): number {
  const clusters = points.length <= 3 * few ? [oneCluster(points)] : clustersOf(points);
  let best = 0;
  for (const [i, one] of clusters.entries()) {
    for (let j = i; j < clusters.length; j++) {
      const other = clusters[j]!;
      if (squaredReach(one, other) <= best) continue;
      for (const a of one.points) {
        for (const b of other.points) best = Math.max(best, squaredDistance(points, a, b));
      }
    }
  }
  return Math.sqrt(best);
}

function oneCluster(points: Float64Array): Cluster {
  const all = indicesOf(points);
  const [low, high] = bounds(points, all);
  return { points: all, low, high };
}

/** The outermost first, opposite ones one after the other, so that much is known early. */
function clustersOf(points: Float64Array): Cluster[] {
  const [low, high] = bounds(points, indicesOf(points));
  const cellOf = (at: number, axis: 0 | 1 | 2): number => {
    const extent = high[axis] - low[axis];
    return Math.min(cells - 1, Math.floor((cells * (points[at + axis]! - low[axis])) / extent));
  };
  const groups = new Map<number, number[]>();
  for (const at of indicesOf(points)) {
    const key = (cellOf(at, 2) * cells + cellOf(at, 1)) * cells + cellOf(at, 0);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [at]);
    else group.push(at);
  }
  const middle = [0, 1, 2].map((axis) => (low[axis as 0] + high[axis as 0]) / 2);
  const fromMiddle = ({ points: [at] }: Cluster): number =>
    middle.reduce((sum, mm, axis) => sum + (points[at! + axis]! - mm) ** 2, 0);
  return [...groups.values()]
    .map((group): Cluster => {
      const [lowest, highest] = bounds(points, group);
      return { points: group, low: lowest, high: highest };
    })
    .sort((a, b) => fromMiddle(b) - fromMiddle(a));
}

function indicesOf(points: Float64Array): number[] {
  return Array.from({ length: points.length / 3 }, (_, i) => 3 * i);
}

function bounds(points: Float64Array, at: readonly number[]): [Vec3, Vec3] {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const i of at) {
    for (const axis of [0, 1, 2] as const) {
      low[axis] = Math.min(low[axis], points[i + axis]!);
      high[axis] = Math.max(high[axis], points[i + axis]!);
    }
  }
  return [low, high];
}

/** No two points of two clusters are farther apart. */
function squaredReach(one: Cluster, other: Cluster): number {
  let sum = 0;
  for (const axis of [0, 1, 2] as const) {
    sum += Math.max(one.high[axis] - other.low[axis], other.high[axis] - one.low[axis]) ** 2;
  }
  return sum;
}

function squaredDistance(points: Float64Array, a: number, b: number): number {
  const x = points[a]! - points[b]!;
  const y = points[a + 1]! - points[b + 1]!;
  const z = points[a + 2]! - points[b + 2]!;
  return x * x + y * y + z * z;
}
