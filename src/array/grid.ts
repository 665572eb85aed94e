import type { Voxels } from './voxels.js';

/** Number of voxels along the array axes [z,y,x]; the last axis runs fastest in memory. */
export type Shape = readonly [number, number, number];

/** Voxel size in mm along the array axes [z,y,x]. */
export type GridSpacing = readonly [number, number, number];

/** An array axis: 0 = z, 1 = y, 2 = x. */
export type Axis = 0 | 1 | 2;

/** The array axes in their own order. */
export const allAxes: readonly Axis[] = [0, 1, 2];

/** Voxels of one channel in [z,y,x] order. */
export interface Grid<T extends Voxels = Float32Array> {
  readonly data: T;
  readonly shape: Shape;
}

/** An array seen from one of its axes: [outer, length, inner], where `length` is that axis. */
export interface AxisLayout {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/** Splits a shape into what runs slower than `axis`, the axis itself, and what runs faster. */
export function axisLayout(shape: Shape, axis: Axis): AxisLayout {
  const product = (axes: readonly number[]) => axes.reduce((count, length) => count * length, 1);
  return {
    outer: product(shape.slice(0, axis)),
    length: shape[axis],
    inner: product(shape.slice(axis + 1)),
  };
}

/** The shape with the length of one axis replaced. */
export function withLength(shape: Shape, axis: Axis, length: number): Shape {
  return [
    axis === 0 ? length : shape[0],
    axis === 1 ? length : shape[1],
    axis === 2 ? length : shape[2],
  ];
}

/** Whether two shapes are the same. */
export function sameShape(a: Shape, b: Shape): boolean {
  return a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
}
