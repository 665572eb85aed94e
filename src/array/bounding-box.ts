import type { Shape } from './grid.js';

/** First voxel and the one after the last along an axis. */
export type Range = readonly [number, number];

/** A box of voxels, half-open along each of the axes [z,y,x]. */
export type BoundingBox = readonly [Range, Range, Range];

/** The box of a whole array. */
export function fullBox(shape: Shape): BoundingBox {
  return [
    [0, shape[0]],
    [0, shape[1]],
    [0, shape[2]],
  ];
}

/** The shape of what lies in a box. */
export function boxShape(box: BoundingBox): Shape {
  return [box[0][1] - box[0][0], box[1][1] - box[1][0], box[2][1] - box[2][0]];
}

/** Whether a box leaves nothing of an array out. */
export function isFullBox(box: BoundingBox, shape: Shape): boolean {
  return boxShape(box).every((length, axis) => length === shape[axis]);
}

/** Whether two boxes have a voxel in common. */
export function overlap(a: BoundingBox, b: BoundingBox): boolean {
  return a.every(([from, to], axis) => from < b[axis as 0][1] && b[axis as 0][0] < to);
}

/** The smallest box round two; one that is null holds nothing. */
export function unionOf(a: BoundingBox | null, b: BoundingBox | null): BoundingBox | null {
  if (a === null || b === null) return a ?? b;
  const along = (axis: 0 | 1 | 2): Range => [
    Math.min(a[axis][0], b[axis][0]),
    Math.max(a[axis][1], b[axis][1]),
  ];
  return [along(0), along(1), along(2)];
}
