import fc from 'fast-check';
import { minAndMax } from '../../../src/segment/preprocess/intensity-statistics.js';

describe('minAndMax', () => {
  const values = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1 });
  const lowest = fc.integer({ min: -60, max: 0 });
  const highest = fc.integer({ min: 0, max: 60 });

  test('finds the ends, wherever they are', () => {
    fc.assert(
      fc.property(values, (list) => {
        const ends = { min: Math.min(...list), max: Math.max(...list) };
        expect(minAndMax(Int16Array.from(list))).toEqual(ends);
      }),
    );
  });

  test('takes what is beyond a bound for the bound', () => {
    fc.assert(
      fc.property(values, lowest, highest, (list, lower, upper) => {
        const clipped = list.map((value) => Math.min(Math.max(value, lower), upper));
        const ends = { min: Math.min(...clipped), max: Math.max(...clipped) };
        expect(minAndMax(Float32Array.from(list), lower, upper)).toEqual(ends);
      }),
    );
  });

  test('goes on past the pieces it works in', () => {
    const data = new Float32Array(2 ** 17 + 5);
    data[2 ** 16] = -2;
    data[data.length - 1] = 3;
    expect(minAndMax(data)).toEqual({ min: -2, max: 3 });
    expect(minAndMax(data, -1, 4)).toEqual({ min: -1, max: 3 });
  });
});
