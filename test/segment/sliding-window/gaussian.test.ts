import fc from 'fast-check';
import { gaussian, summedGaussian } from '../../../src/segment/sliding-window/gaussian.js';
import { readFixture } from './support/read-fixture.js';

/** Patch and nnU-Net's map (peak 1) in float64. */
const references = readFixture<[number[], number[]][]>('gaussians');

describe('gaussian', () => {
  test.each(references)('of each axis multiplies to nnU-Net’s map of %j', (patch, map) => {
    const product = patch
      .map((length) => [...gaussian(length)])
      .reduce((outer, inner) => outer.flatMap((a) => inner.map((b) => a * b)));
    expect(product).toHaveLength(map.length);
    const errors = map.map((weight, i) => Math.abs(product[i]! / weight - 1));
    expect(Math.max(...errors)).toBeLessThan(1e-12);
  });

  test('stays above zero in float32 in the corner of a patch', () => {
    const corner = gaussian(192)[0]! ** 3;
    expect(Math.fround(corner)).toBeGreaterThan(1e-11);
  });
});

describe('summedGaussian', () => {
  test('adds the weights of tiles where they lie', () => {
    const weights = Float64Array.of(1, 10, 100);
    expect(summedGaussian(6, [0, 2, 3], weights)).toEqual(
      Float64Array.of(1, 10, 101, 11, 110, 100),
    );
  });

  test('along three axes multiplies to the sum over all tiles of the map', () => {
    const axis = fc
      .record({ patch: fc.integer({ min: 1, max: 5 }), room: fc.nat(4) })
      .chain(({ patch, room }) =>
        fc.record({
          patch: fc.constant(patch),
          length: fc.constant(patch + room),
          starts: fc.array(fc.nat(room), { minLength: 1, maxLength: 3 }),
        }),
      );
    fc.assert(
      fc.property(axis, axis, axis, (...axes) => {
        const [z, y, x] = axes.map(({ patch }) => gaussian(patch));
        const [nz, ny, nx] = axes.map(({ length, starts, patch }) =>
          summedGaussian(length, starts, gaussian(patch)),
        );
        const [, height, width] = axes.map(({ length }) => length);
        const volume = new Float64Array(nz!.length * ny!.length * nx!.length);
        for (const sz of axes[0].starts) {
          for (const sy of axes[1].starts) {
            for (const sx of axes[2].starts) {
              z!.forEach((a, i) => {
                y!.forEach((b, j) => {
                  x!.forEach((c, k) => {
                    volume[((sz + i) * height! + sy + j) * width! + sx + k]! += a * b * c;
                  });
                });
              });
            }
          }
        }
        const errors = volume.map((sum, i) => {
          const a = nz![Math.floor(i / (height! * width!))]!;
          const b = ny![Math.floor(i / width!) % height!]!;
          const c = nx![i % width!]!;
          return sum === 0 ? a * b * c : Math.abs((a * b * c) / sum - 1);
        });
        expect(Math.max(...errors)).toBeLessThan(1e-13);
      }),
      { numRuns: 40 },
    );
  });
});
