import fc from 'fast-check';
import type { Shape } from '../../../../src/array/grid.js';
import { planTiling } from '../../../../src/segment/sliding-window/tiling.js';

const lengths = fc.integer({ min: 1, max: 11 });
const patches = fc.integer({ min: 1, max: 8 });

/** Tilings of small images, larger or smaller than the patch, in 3-D and 2-D. */
export const smallTilings = fc
  .record({
    shape: fc.tuple(lengths, lengths, lengths),
    patchSize: fc.oneof(fc.tuple(patches, patches, patches), fc.tuple(patches, patches)),
    stepSize: fc.constantFrom(0.3, 0.5, 0.8, 1),
  })
  .map(({ shape, patchSize, stepSize }) => planTiling(shape, patchSize, stepSize));

/** The same of a region inside the image. */
export const smallRegionTilings = fc
  .record({
    shape: fc.tuple(lengths, lengths, lengths),
    ends: fc.array(fc.nat(1000), { minLength: 6, maxLength: 6 }),
    patchSize: fc.tuple(patches, patches, patches),
    stepSize: fc.constantFrom(0.3, 0.5, 0.8, 1),
  })
  .map(({ shape, ends, patchSize, stepSize }) => {
    const along = (axis: 0 | 1 | 2): [number, number] => {
      const low = ends[axis]! % shape[axis];
      return [low, low + 1 + (ends[axis + 3]! % (shape[axis] - low))];
    };
    const region = [along(0), along(1), along(2)] as const;
    return { region, tiling: planTiling(shape, patchSize, stepSize, region) };
  });

/** The indices [z,y,x] of an array of some shape, in the order of memory. */
export function indicesOf(shape: Shape): Shape[] {
  const along = (axis: 0 | 1 | 2) => Array.from({ length: shape[axis] }, (_, i) => i);
  return along(0).flatMap((z) => along(1).flatMap((y) => along(2).map((x): Shape => [z, y, x])));
}

/** Where an index [z,y,x] lies in memory; undefined outside the array. */
export function offsetOf(shape: Shape, index: readonly number[]): number | undefined {
  const [z, y, x] = index as Shape;
  const isInside = index.every((n, axis) => n >= 0 && n < shape[axis]!);
  return isInside ? (z * shape[1] + y) * shape[2] + x : undefined;
}
