import type { Shape } from '../resample/grid.js';

/** Two voxels touch by a face (6), also by an edge (18), also by a corner (26). */
export type Connectivity = 6 | 18 | 26;

/** Connected components of a mask as runs along the last axis, which a sparse mask has few of. */
export interface Components {
  /** Number of components; they are numbered 0 to count − 1 in the order of their first voxel. */
  readonly count: number;
  /** First voxel of each run as an index into the mask, ascending. */
  readonly start: Int32Array;
  /** Voxels of each run. */
  readonly length: Int32Array;
  /** Component of each run. */
  readonly component: Int32Array;
  /** Voxels of each component. */
  readonly voxels: Int32Array;
}

/**
 * Labels the connected components of a mask: runs of foreground voxels, joined to those of the
 * neighbouring rows by union-find. One pass over the mask; memory grows with the runs only.
 *
 * @param mask [z,y,x]; every voxel other than 0 is foreground
 */
export function connectedComponents(
  mask: Uint8Array,
  shape: Shape,
  connectivity: Connectivity,
): Components {
  const runs = findRuns(mask, shape);
  const parent = Int32Array.from({ length: runs.start.length }, (_, i) => i);
  const [depth, height] = shape;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (const [dz, dy, reach] of earlierRows[connectivity]) {
        if (z + dz < 0 || y + dy < 0 || y + dy >= height) continue;
        joinRows(runs, parent, z * height + y, (z + dz) * height + y + dy, reach, shape[2]);
      }
    }
  }
  return number(runs, parent);
}

/** Rows scanned before this one that may touch it, and how far beyond their ends runs may reach. */
const earlierRows: Readonly<Record<Connectivity, readonly (readonly [number, number, number])[]>> =
  {
    6: [
      [0, -1, 0],
      [-1, 0, 0],
    ],
    18: [
      [0, -1, 1],
      [-1, 0, 1],
      [-1, -1, 0],
      [-1, 1, 0],
    ],
    26: [
      [0, -1, 1],
      [-1, 0, 1],
      [-1, -1, 1],
      [-1, 1, 1],
    ],
  };

interface Runs {
  readonly start: Int32Array;
  readonly length: Int32Array;
  /** Index of the first run of each row, and one past the last. */
  readonly firstOfRow: Int32Array;
}

function findRuns(mask: Uint8Array, [depth, height, width]: Shape): Runs {
  const start: number[] = [];
  const length: number[] = [];
  const firstOfRow = new Int32Array(depth * height + 1);
  for (let row = 0; row < depth * height; row++) {
    firstOfRow[row] = start.length;
    const end = (row + 1) * width;
    for (let i = row * width; i < end; i++) {
      if (mask[i] === 0) continue;
      const from = i;
      while (i < end && mask[i] !== 0) i++;
      start.push(from);
      length.push(i - from);
    }
  }
  firstOfRow[depth * height] = start.length;
  return { start: Int32Array.from(start), length: Int32Array.from(length), firstOfRow };
}

/** Unites runs of two rows that overlap or come within `reach` voxels of each other. */
function joinRows(
  { start, length, firstOfRow }: Runs,
  parent: Int32Array,
  row: number,
  earlier: number,
  reach: number,
  width: number,
): void {
  const offset = (row - earlier) * width;
  let a = firstOfRow[earlier]!;
  let b = firstOfRow[row]!;
  const endA = firstOfRow[earlier + 1]!;
  const endB = firstOfRow[row + 1]!;
  while (a < endA && b < endB) {
    const fromA = start[a]! + offset;
    const toA = fromA + length[a]!;
    const fromB = start[b]!;
    const toB = fromB + length[b]!;
    if (fromA < toB + reach && fromB < toA + reach) unite(parent, a, b);
    if (toA < toB) a++;
    else b++;
  }
}

function unite(parent: Int32Array, a: number, b: number): void {
  const rootA = find(parent, a);
  const rootB = find(parent, b);
  // The smaller index leads, so that components come out in the order of their first voxel.
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

function find(parent: Int32Array, run: number): number {
  let root = run;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]!]!;
    root = parent[root]!;
  }
  return root;
}

function number({ start, length }: Runs, parent: Int32Array): Components {
  const component = new Int32Array(start.length);
  const voxels: number[] = [];
  for (let run = 0; run < start.length; run++) {
    const root = find(parent, run);
    if (root === run) voxels.push(0);
    component[run] = root === run ? voxels.length - 1 : component[root]!;
    voxels[component[run]!]! += length[run]!;
  }
  return { count: voxels.length, start, length, component, voxels: Int32Array.from(voxels) };
}
