import { gaussianBlur, gaussianKernel } from '../../src/array/gaussian-blur.js';

describe('gaussianBlur', () => {
  test('spreads a point as a Gaussian does, with the variance along each axis', () => {
    const size = [31, 31, 31] as const;
    const image = new Float32Array(31 ** 3);
    image[(15 * 31 + 15) * 31 + 15] = 1;
    gaussianBlur(image, size, [1.5, 2, 3]);
    let sum = 0;
    const variance = [0, 0, 0];
    image.forEach((value, i) => {
      sum += value;
      [i % 31, Math.floor(i / 31) % 31, Math.floor(i / 961)].forEach((position, axis) => {
        variance[axis]! += value * (position - 15) ** 2;
      });
    });
    expect(sum).toBeCloseTo(1, 5);
    // The kernel ends at three standard deviations, which takes up to 4 % of the variance.
    [2.25, 4, 9].forEach((expected, axis) => {
      expect(variance[axis]! / expected).toBeGreaterThan(0.96);
      expect(variance[axis]! / expected).toBeLessThan(1.001);
    });
  });

  test('keeps a constant up to the edges, and an axis of sigma 0 untouched', () => {
    const flat = new Float32Array(4 * 5 * 6).fill(3);
    gaussianBlur(flat, [4, 5, 6], [2, 2, 2]);
    for (const value of flat) expect(value).toBeCloseTo(3, 5);
    const image = Float32Array.from({ length: 24 }, (_, i) => (i * 7) % 5);
    const before = image.slice();
    gaussianBlur(image, [2, 3, 4], [0, 0, 0]);
    expect(image).toEqual(before);
  });

  test('has a kernel of weight one', () => {
    const [middle, ...side] = gaussianKernel(1.3);
    expect(middle! + 2 * side.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(side[0]! / middle!).toBeCloseTo(Math.exp(-0.5 / 1.69), 12);
  });
});
