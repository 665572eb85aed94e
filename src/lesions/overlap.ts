import type { Components } from '../array/connected-components.js';

/** How the components of two masks overlap. */
export interface Overlap {
  /** Voxels in both masks. */
  readonly common: number;
  /** Component of the first mask of each overlapping pair. */
  readonly first: Int32Array;
  /** Component of the second mask of each pair. */
  readonly second: Int32Array;
  /** Voxels that the two components of each pair share. */
  readonly voxels: Int32Array;
}

/**
 * Counts the common voxels of each pair of components that overlap, by merging the runs of both
 * masks: the voxels themselves are not looked at.
 *
 * @param a, b components of two masks on the same grid
 * @returns pairs in the order of their first common voxel
 */
export function overlapOf(a: Components, b: Components): Overlap {
  const shared = new Map<number, number>();
  let common = 0;
  let i = 0;
  let j = 0;
  while (i < a.start.length && j < b.start.length) {
    const endA = a.start[i]! + a.length[i]!;
    const endB = b.start[j]! + b.length[j]!;
    const voxels = Math.min(endA, endB) - Math.max(a.start[i]!, b.start[j]!);
    if (voxels > 0) {
      const pair = a.component[i]! * b.count + b.component[j]!;
      shared.set(pair, (shared.get(pair) ?? 0) + voxels);
      common += voxels;
    }
    if (endA < endB) i++;
    else j++;
  }
  const pairs = [...shared.keys()];
  return {
    common,
    first: Int32Array.from(pairs, (pair) => Math.floor(pair / b.count)),
    second: Int32Array.from(pairs, (pair) => pair % b.count),
    voxels: Int32Array.from(shared.values()),
  };
}
