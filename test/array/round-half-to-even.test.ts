import fc from 'fast-check';
import { roundHalfToEven } from '../../src/array/round-half-to-even.js';

describe('roundHalfToEven', () => {
  test.each([
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [3.5, 4],
    [-0.5, 0],
    [-1.5, -2],
    [-2.5, -2],
    [0.49999999999999994, 0],
    [2.5000000000000004, 3],
    [1e15 + 0.5, 1e15],
  ])('%d becomes %d, as in Python', (value, expected) => {
    expect(roundHalfToEven(value) === expected).toBe(true);
  });

  test('takes halves to the even neighbour', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (n) => {
        const rounded = roundHalfToEven(n + 0.5);
        expect(Math.abs(rounded % 2)).toBe(0);
        expect(Math.abs(rounded - (n + 0.5))).toBe(0.5);
      }),
    );
  });

  test('takes everything else to the nearest integer', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        fc.pre(Math.abs(value % 1) !== 0.5);
        const rounded = roundHalfToEven(value);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(Math.abs(rounded - value)).toBeLessThan(0.5);
      }),
    );
  });
});
