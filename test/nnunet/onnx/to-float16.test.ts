import fc from 'fast-check';
import { toFloat16 } from '../../../src/nnunet/onnx/to-float16.js';

describe('toFloat16', () => {
  // Bit patterns as numpy's astype(float16) gives them.
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [0.1, 0x2e66],
    [65504, 0x7bff],
    [65519.996, 0x7bff],
    [65520, 0x7c00],
    [-1e10, 0xfc00],
    [Number.POSITIVE_INFINITY, 0x7c00],
    [2 ** -14, 0x0400],
    [2 ** -14 - 2 ** -25, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 + 2 ** -45, 0x0001],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [3 * 2 ** -25, 0x0002],
  ])('%d is 0x%i', (value, bits) => {
    expect(toFloat16(Float32Array.of(value))[0]).toBe(bits);
  });

  test('NaN stays NaN', () => {
    expect(decode(toFloat16(Float32Array.of(Number.NaN))[0]!)).toBeNaN();
  });

  test('every half is its own conversion', () => {
    const halves = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);
    expect(toFloat16(Float32Array.from(halves, decode))).toEqual(halves);
  });

  test('the result is the nearest half', () => {
    const value = fc.double({ min: -65504, max: 65504, noNaN: true }).map(Math.fround);
    fc.assert(
      fc.property(value, (x) => {
        const bits = toFloat16(Float32Array.of(x))[0]!;
        const error = Math.abs(decode(bits) - x);
        const magnitude = bits & 0x7fff;
        for (const neighbour of [magnitude - 1, magnitude + 1]) {
          if (neighbour < 0 || neighbour > 0x7bff) continue;
          const other = Math.abs(decode(neighbour | (bits & 0x8000)) - x);
          expect(error < other || (error === other && (bits & 1) === 0)).toBe(true);
        }
      }),
    );
  });

  test('reads views at an offset', () => {
    expect(toFloat16(Float32Array.of(9, 1, 2).subarray(1))).toEqual(Uint16Array.of(0x3c00, 0x4000));
  });
});

/** The number that a half stands for. */
function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
