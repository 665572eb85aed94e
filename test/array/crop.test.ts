import fc from 'fast-check';
import { type BoundingBox, boxShape, fullBox } from '../../src/array/bounding-box.js';
import { crop } from '../../src/array/crop.js';
import type { Shape } from '../../src/array/grid.js';
import { insertCrop } from '../../src/array/insert-crop.js';

const arrayAndBox = fc
  .tuple(
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 7 }),
    fc.integer({ min: 1, max: 7 }),
  )
  .chain((shape) => {
    const along = (length: number) =>
      fc
        .tuple(fc.nat(length - 1), fc.nat(length - 1))
        .map(([a, b]): [number, number] => [Math.min(a, b), Math.max(a, b) + 1]);
    return fc.record({
      shape: fc.constant<Shape>(shape),
      box: fc.tuple(along(shape[0]), along(shape[1]), along(shape[2])),
    });
  });

describe('crop and insertCrop', () => {
  test('give back the voxels of the box, and the value elsewhere', () => {
    fc.assert(
      fc.property(arrayAndBox, fc.constantFrom(0, -7), ({ shape, box }, value) => {
        const data = Int16Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => i + 1);
        const cropped = crop(data, shape, box);
        expect(cropped).toHaveLength(boxShape(box).reduce((a, b) => a * b));
        const restored = insertCrop(cropped, box, shape, value);
        expect(restored).toEqual(data.map((voxel, i) => (isIn(box, shape, i) ? voxel : value)));
      }),
    );
  });

  test('give back the very array for the full box', () => {
    const data = new Float32Array(24);
    const box = fullBox([2, 3, 4]);
    expect(crop(data, [2, 3, 4], box)).toBe(data);
    expect(insertCrop(data, box, [2, 3, 4])).toBe(data);
  });
});

function isIn(box: BoundingBox, shape: Shape, index: number): boolean {
  const position = [
    Math.floor(index / (shape[1] * shape[2])),
    Math.floor(index / shape[2]) % shape[1],
    index % shape[2],
  ];
  return box.every(([start, end], axis) => position[axis]! >= start && position[axis]! < end);
}
