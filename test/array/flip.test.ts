import fc from 'fast-check';
import { flip } from '../../src/array/flip.js';
import { readFixture } from '../segment/sliding-window/support/read-fixture.js';

/** Shape, spatial axes, and what torch.flip makes of the numbers 0, 1, 2, ... */
const references = readFixture<[number[], number[], number[]][]>('flips');

const numbersOf = (shape: readonly number[]): Float32Array =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i);

describe('flip', () => {
  test.each(references)('of %j along %j is torch.flip', (shape, axes, expected) => {
    expect(flip(numbersOf(shape), shape, axes)).toEqual(Float32Array.from(expected));
  });

  const lengths = fc.integer({ min: 1, max: 7 });
  const questions = fc.oneof(
    fc.record({
      shape: fc.tuple(lengths, lengths, lengths, lengths),
      axes: fc.uniqueArray(fc.nat(2)),
    }),
    fc.record({ shape: fc.tuple(lengths, lengths, lengths), axes: fc.uniqueArray(fc.nat(1)) }),
  );

  test('twice gives the original, and leaves its input alone', () => {
    fc.assert(
      fc.property(questions, ({ shape, axes }) => {
        const data = numbersOf(shape);
        const once = flip(data, shape, axes);
        expect(data).toEqual(numbersOf(shape));
        expect(flip(once, shape, axes)).toEqual(data);
      }),
    );
  });

  test('along several axes is one after the other', () => {
    fc.assert(
      fc.property(questions, ({ shape, axes }) => {
        const oneByOne = axes.reduce((data, axis) => flip(data, shape, [axis]), numbersOf(shape));
        expect(flip(numbersOf(shape), shape, axes)).toEqual(oneByOne);
      }),
    );
  });

  test('along no axis costs nothing', () => {
    const data = numbersOf([2, 3]);
    expect(flip(data, [2, 3], [])).toBe(data);
  });
});
