import { findRuns, type Runs } from './find-runs.js';
import type { Shape } from './grid.js';

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
  const parent = runs.start.map((_, run) => run);
  const [depth, height, width] = shape;
  const { firstOfRow } = runs;
  for (let z = 0, row = 0; z < depth; z++) {
    for (let y = 0; y < height; y++, row++) {
      if (firstOfRow[row] === firstOfRow[row + 1]) continue;
      for (const { dz, dy, reach } of earlierRows[connectivity]) {
        if (z + dz < 0 || y + dy < 0 || y + dy >= height) continue;
        joinRows(runs, parent, row, row + dz * height + dy, reach, width);
      }
    }
  }
  return number(runs, parent);
}

interface EarlierRow {
  readonly dz: number;
  readonly dy: number;
  /** How many voxels beyond its ends a run still touches a run of that row. */
  readonly reach: 0 | 1;
}

/** Rows that were scanned before a row and may touch it. */
const earlierRows: Readonly<Record<Connectivity, readonly EarlierRow[]>> = {
  6: [
    { dz: 0, dy: -1, reach: 0 },
    { dz: -1, dy: 0, reach: 0 },
  ],
  18: [
    { dz: 0, dy: -1, reach: 1 },
    { dz: -1, dy: 0, reach: 1 },
    { dz: -1, dy: -1, reach: 0 },
    { dz: -1, dy: 1, reach: 0 },
  ],
  26: [
    { dz: 0, dy: -1, reach: 1 },
    { dz: -1, dy: 0, reach: 1 },
    { dz: -1, dy: -1, reach: 1 },
    { dz: -1, dy: 1, reach: 1 },
  ],
};

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
  const voxels = new Int32Array(start.length);
  let count = 0;
  for (let run = 0; run < start.length; run++) {
    const root = find(parent, run);
    component[run] = root === run ? count++ : component[root]!;
    voxels[component[run]!]! += length[run]!;
  }
  return { count, start, length, component, voxels: voxels.slice(0, count) };
}
