import { createRandom } from '../../../src/array/random.js';
import { type Geometry, identityDirection } from '../../../src/image/volume.js';
import { addCountNoise } from '../../../src/phantom/scanner/add-count-noise.js';
import { noiseField } from '../../../src/phantom/scanner/noise-field.js';
import { paint } from '../../../src/phantom/scanner/paint.js';
import { pointSpreadInVoxels } from '../../../src/phantom/scanner/point-spread.js';
import { scanCt } from '../../../src/phantom/scanner/scan-ct.js';
import { ellipsoid } from '../../../src/phantom/solid/ellipsoid.js';

const grid: Geometry = {
  size: [30, 26, 22],
  spacing: [2, 3, 4],
  origin: [-31, -40, -45],
  direction: identityDirection,
};
const ball = ellipsoid([0, 0, 0], [20, 20, 20]);

const moments = (values: ArrayLike<number>) => {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    sum += values[i]!;
    squares += values[i]! ** 2;
  }
  const mean = sum / values.length;
  return { mean, variance: squares / values.length - mean ** 2 };
};

describe('paint', () => {
  test('fills a ball with its volume, in its place', () => {
    const image = paint([{ solid: ball, value: 1 }], grid, [1, 1, 1], 0);
    let [sum, x, y, z] = [0, 0, 0, 0];
    image.forEach((value, i) => {
      sum += value;
      x += value * (-31 + 2 * (i % 30));
      y += value * (-40 + 3 * (Math.floor(i / 30) % 26));
      z += value * (-45 + 4 * Math.floor(i / 780));
    });
    const millilitres = (sum * 24) / 1000;
    expect(Math.abs(millilitres / ((4 / 3) * Math.PI * 8) - 1)).toBeLessThan(0.01);
    for (const centre of [x / sum, y / sum, z / sum]) expect(Math.abs(centre)).toBeLessThan(0.05);
  });

  test('scales the standard patient about the origin', () => {
    const image = paint([{ solid: ball, value: 1 }], grid, [1.2, 0.8, 1.5], 0);
    const sum = image.reduce((total, value) => total + value, 0);
    const expected = ((4 / 3) * Math.PI * 8 * 1.2 * 0.8 * 1.5) / 0.024;
    expect(Math.abs(sum / expected - 1)).toBeLessThan(0.015);
  });

  test('lets later coats cover earlier ones, and leaves the ground elsewhere', () => {
    const core = { solid: ellipsoid([0, 0, 0], [9, 9, 9]), value: 5 };
    const image = paint([{ solid: ball, value: 2 }, core], grid, [1, 1, 1], -7);
    const at = (x: number, y: number, z: number) => image[(z * 26 + y) * 30 + x];
    expect(at(15, 13, 11)).toBe(5);
    expect(at(22, 13, 11)).toBe(2);
    expect(at(0, 0, 0)).toBe(-7);
  });

  test('paints what sticks out of the grid as far as the grid goes', () => {
    const image = paint(
      [{ solid: ellipsoid([-31, -40, -45], [10, 10, 10]), value: 1 }],
      grid,
      [1, 1, 1],
      0,
    );
    expect(image[0]).toBe(1);
    expect(image.at(-1)).toBe(0);
  });
});

describe('pointSpreadInVoxels', () => {
  test('is 5.5 mm full width at half maximum', () => {
    const [x, y, z] = pointSpreadInVoxels([1, 2, 5.5]);
    expect(x).toBeCloseTo(5.5 / 2.354820045, 8);
    expect(y).toBeCloseTo(x / 2, 12);
    expect(z).toBeCloseTo(1 / 2.354820045, 8);
  });
});

describe('noiseField', () => {
  test('has mean 0 and variance 1, and correlates neighbours as its blur does', () => {
    const field = noiseField([60, 50, 40], [1, 0, 0.7], createRandom(2, 2));
    // Where the edge is repeated the variance is higher.
    const noise = field.filter((_, i) => i % 60 >= 3 && i % 60 < 57 && i >= 9000 && i < 111_000);
    const { mean, variance } = moments(noise);
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    const correlation = (step: number) => {
      let sum = 0;
      for (let i = 0; i + step < noise.length; i += 1) sum += noise[i]! * noise[i + step]!;
      return sum / noise.length;
    };
    // White noise under a Gaussian of sigma s has the autocorrelation exp(-d^2 / 4 s^2).
    expect(Math.abs(correlation(1) - Math.exp(-1 / 4))).toBeLessThan(0.06);
    expect(Math.abs(correlation(54))).toBeLessThan(0.03);
    expect(Math.abs(correlation(54 * 50) - Math.exp(-1 / (4 * 0.49)))).toBeLessThan(0.06);
  });
});

describe('addCountNoise', () => {
  const noisy = (suv: number) => {
    const size = [40, 40, 40] as const;
    const data = new Float32Array(40 ** 3).fill(suv);
    addCountNoise({ ...grid, size, data }, createRandom(1, 4));
    return data;
  };

  test('grows with the square root of the signal and keeps the mean', () => {
    const [low, high] = [moments(noisy(2)), moments(noisy(8))];
    expect(low.mean).toBeCloseTo(2, 1);
    expect(high.mean).toBeCloseTo(8, 1);
    expect(Math.abs(high.variance / low.variance - 8.02 / 2.02)).toBeLessThan(0.02);
    expect(Math.sqrt(low.variance / 2.02)).toBeGreaterThan(0.075);
    expect(Math.sqrt(low.variance / 2.02)).toBeLessThan(0.16);
  });

  test('never goes below zero and stores 256ths', () => {
    const air = noisy(0);
    expect(air.every((value) => value >= 0 && Number.isInteger(value * 256))).toBe(true);
    expect(moments(air).mean).toBeGreaterThan(0);
  });
});

describe('scanCt', () => {
  const ct = scanCt([{ solid: ball, value: 0 }], grid, [1, 1, 1], createRandom(1, 5));

  test('is exactly -1000 in air and noisy in water', () => {
    const at = (x: number, y: number, z: number) => ct.data[(z * 26 + y) * 30 + x]!;
    expect(at(0, 0, 0)).toBe(-1000);
    expect(at(29, 25, 21)).toBe(-1000);
    const water: number[] = [];
    for (let x = 11; x <= 20; x += 1) for (let y = 10; y <= 16; y += 1) water.push(at(x, y, 11));
    const { mean, variance } = moments(water);
    expect(Math.abs(mean)).toBeLessThan(5);
    expect(Math.sqrt(variance)).toBeGreaterThan(5);
    expect(Math.sqrt(variance)).toBeLessThan(13);
  });

  test('keeps the grid', () => {
    expect(ct.size).toEqual(grid.size);
    expect(ct.origin).toEqual(grid.origin);
  });
});
