import fc from 'fast-check';
import { toDecimal } from '../../../src/dicom/write/dataset.js';

describe('toDecimal', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [3.27, '3.27'],
    [-812.125, '-812.125'],
    [1 / 3, '0.33333333333333'],
    [-1 / 3, '-0.3333333333333'],
    [1e-10 / 3, '3.3333333333e-11'],
    [2 ** 57, '1.4411518808e+17'],
  ])('%d is %s', (value, text) => {
    expect(toDecimal(value)).toBe(text);
  });

  test('is as near as 16 characters allow', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
        const text = toDecimal(value);
        expect(text).toMatch(/^-?\d+([.]\d+)?(e[-+]\d+)?$/);
        expect(text.length).toBeLessThanOrEqual(16);
        // -1.2345678e-308 has eight digits left after the point.
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-8);
      }),
    );
  });
});
