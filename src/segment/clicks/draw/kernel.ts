import type { GridSpacing, Shape } from '../../../array/grid.js';
import type { ClickEncoding } from '../../../nnunet/model/clicks/click-encoding.js';

/** What one click looks like: a box of values with the click in its middle. */
export interface Kernel {
  /** Voxels from the middle to the last one along each axis, [z,y,x]. */
  readonly reach: Shape;
  /** [z,y,x] of 2 · reach + 1. */
  readonly values: Float32Array;
}

/** A click's shape on a grid; a Gaussian has 1 in its middle and goes as far as three σ. */
export function kernelOf(
  { shape, size, unit }: Pick<ClickEncoding, 'shape' | 'size' | 'unit'>,
  spacing: GridSpacing,
): Kernel {
  const step: GridSpacing = unit === 'mm' ? spacing : [1, 1, 1];
  switch (shape) {
    case 'impulse':
      return { reach: [0, 0, 0], values: Float32Array.of(1) };
    case 'gaussian':
      return radial(step, Math.ceil(3 * size), (d) => Math.exp(-(d * d) / (2 * size * size)));
    case 'cone':
      return radial(step, size, (d) => Math.max(0, 1 - d / size));
    case 'ball-edt':
      return ballOfDistances(step, size);
  }
}

/** @param extent of the box from its middle, and `valueAt` a distance, both in the unit of `step` */
function radial(step: GridSpacing, extent: number, valueAt: (d: number) => number): Kernel {
  const reach = reachOf(step, extent);
  const places = placesOf(reach);
  return { reach, values: Float32Array.from(places, (place) => valueAt(norm(place, step))) };
}

/**
 * The distance of each voxel of a ball to the nearest one outside it, within the box round it, over the largest of
 * these distances.
 */
function ballOfDistances(step: GridSpacing, radius: number): Kernel {
  const reach = reachOf(step, radius);
  const places = placesOf(reach);
  const isInside = (place: Shape): boolean => norm(place, step) <= radius;
  const outside = places.filter((place) => !isInside(place));
  const distances = places.map((place) => {
    if (!isInside(place)) return 0;
    const [z, y, x] = place;
    return Math.min(...outside.map(([a, b, c]) => norm([a - z, b - y, c - x], step)));
  });
  const largest = Math.max(...distances);
  return { reach, values: Float32Array.from(distances, (distance) => distance / largest) };
}

function reachOf([z, y, x]: GridSpacing, extent: number): Shape {
  return [Math.floor(extent / z), Math.floor(extent / y), Math.floor(extent / x)];
}

/** All voxels of a box from its middle, in order. */
function placesOf(reach: Shape): Shape[] {
  const [depth, height, width] = reach.map(along) as [number[], number[], number[]];
  return depth.flatMap((z) => height.flatMap((y) => width.map((x): Shape => [z, y, x])));
}

function along(reach: number): number[] {
  return Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
}

function norm(place: Shape, step: GridSpacing): number {
  return Math.hypot(place[0] * step[0], place[1] * step[1], place[2] * step[2]);
}
