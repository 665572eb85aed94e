import fc from 'fast-check';
import type { Axis, Shape } from '../../src/array/grid.js';
import { transpose } from '../../src/array/transpose.js';

const permutations: [Axis, Axis, Axis][] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];
// Longer than a tile along every axis.
const lengths = fc.integer({ min: 1, max: 40 });

describe('transpose', () => {
  test('puts each voxel where numpy.transpose does', () => {
    fc.assert(
      fc.property(
        fc.tuple(lengths, lengths, lengths),
        fc.constantFrom(...permutations),
        (shape, axes) => {
          const data = Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => i);
          const transposed = transpose(data, shape, axes);
          expect(transposed.shape).toEqual(axes.map((axis) => shape[axis]));
          expect(transposed.data).toEqual(transposeOneByOne(data, shape, axes));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('is undone by the inverse permutation', () => {
    fc.assert(
      fc.property(
        fc.tuple(lengths, lengths, lengths),
        fc.constantFrom(...permutations),
        (shape, axes) => {
          const data = Uint8Array.from(
            { length: shape[0] * shape[1] * shape[2] },
            (_, i) => i % 251,
          );
          const inverse = [0, 1, 2].map((axis) => axes.indexOf(axis as Axis)) as [Axis, Axis, Axis];
          const there = transpose(data, shape, axes);
          expect(transpose(there.data, there.shape, inverse)).toEqual({ data, shape });
        },
      ),
      { numRuns: 30 },
    );
  });

  test('keeps the type, and the very array if the axes stay', () => {
    const data = Int16Array.of(1, 2, 3, 4, 5, 6);
    expect(transpose(data, [1, 2, 3], [0, 1, 2]).data).toBe(data);
    expect(transpose(data, [1, 2, 3], [0, 2, 1])).toEqual({
      data: Int16Array.of(1, 4, 2, 5, 3, 6),
      shape: [1, 3, 2],
    });
  });
});

function transposeOneByOne(data: Float32Array, shape: Shape, axes: readonly Axis[]): Float32Array {
  const transposed = new Float32Array(data.length);
  const index = [0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    index[0] = Math.floor(i / (shape[1] * shape[2]));
    index[1] = Math.floor(i / shape[2]) % shape[1];
    index[2] = i % shape[2];
    const [a, b, c] = axes.map((axis) => index[axis]!);
    transposed[(a! * shape[axes[1]!] + b!) * shape[axes[2]!] + c!] = data[i]!;
  }
  return transposed;
}
