import fc from 'fast-check';
import { accumulator } from '../../../src/segment/sliding-window/accumulate.js';
import { planTiling, type Tiling } from '../../../src/segment/sliding-window/tiling.js';
import { indicesOf, offsetOf, smallRegionTilings, smallTilings } from './support/small-tilings.js';

/** Any finite logits for a tile; the seed makes them differ between tiles, passes and channels. */
function someLogits(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => 20 * Math.sin(12.9898 * i + 78.233 * seed));
}

/**
 * What accumulate.ts must give, as nnU-Net computes it: the map of weights as a volume, beside the
 * weighted logits a volume of summed weights, all in float64, and the padding cut off at the end.
 */
function meanLogits(
  { shape, patchSize, regionBegin, padBelow, paddedShape }: Tiling,
  added: readonly { start: readonly number[]; logits: Float32Array }[],
): Float64Array {
  const voxels = paddedShape.reduce((a, b) => a * b);
  const sum = new Float64Array(voxels);
  const weights = new Float64Array(voxels);
  for (const { start, logits } of added) {
    for (const [i, index] of indicesOf(patchSize).entries()) {
      const distance = index.map((n, axis) => {
        const length = patchSize[axis]!;
        return (n - Math.floor(length / 2)) / (length / 8);
      });
      const weight = 10 * Math.exp(-0.5 * distance.reduce((total, d) => total + d * d, 0));
      const at = offsetOf(
        paddedShape,
        index.map((n, axis) => n + start[axis]!),
      )!;
      sum[at]! += weight * logits[i]!;
      weights[at]! += weight;
    }
  }
  return Float64Array.from(indicesOf(shape), (index) => {
    const at = offsetOf(
      paddedShape,
      index.map((n, axis) => n + padBelow[axis]! - regionBegin[axis]!),
    );
    return at === undefined ? background : sum[at]! / weights[at]!;
  });
}

const background = -7;

function expectClose(found: Float32Array, expected: Float64Array, tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  const errors = expected.map((value, i) => Math.abs(found[i]! - value));
  expect(Math.max(...errors)).toBeLessThan(tolerance);
}

const tilings = fc.oneof(
  smallTilings,
  smallRegionTilings.map(({ tiling }) => tiling),
);

describe('accumulator', () => {
  test('gives the mean that a volume of summed weights gives, and background beyond the tiles', () => {
    fc.assert(
      fc.property(tilings, fc.integer({ min: 1, max: 2 }), (tiling, passes) => {
        const sum = accumulator(tiling, 2);
        const voxels = tiling.patchSize.reduce((a, b) => a * b);
        const added = Array.from({ length: passes }, (_, pass) =>
          tiling.tiles.map((start, tile) => {
            const logits = someLogits(2 * voxels, pass * tiling.tiles.length + tile);
            sum.add(start, logits);
            return { start, logits };
          }),
        ).flat();
        const found = sum.finish(passes, [background, background]);
        expect(found).toHaveLength(2);
        for (const [k, logits] of found.entries()) {
          const ofChannel = added.map((tile) => ({
            ...tile,
            logits: tile.logits.subarray(k * voxels, (k + 1) * voxels),
          }));
          // Float32 keeps 24 bits of numbers up to 20; up to a hundred tiles overlap.
          expectClose(logits, meanLogits(tiling, ofChannel), 100 * 20 * 2 ** -24);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('of constant logits is that constant, whichever way they are added', () => {
    const constants = fc.tuple(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(smallTilings, constants, fc.infiniteStream(fc.boolean()), (tiling, c, asOne) => {
        const sum = accumulator(tiling, 2);
        const voxels = tiling.patchSize.reduce((a, b) => a * b);
        const tile = new Float32Array(2 * voxels);
        tile.fill(c[0], 0, voxels).fill(c[1], voxels);
        for (const start of tiling.tiles) {
          if (asOne.next().value) sum.addConstant(start, c);
          else sum.add(start, tile);
        }
        for (const [k, logits] of sum.finish(1, c).entries()) {
          expectClose(logits, new Float64Array(logits.length).fill(c[k]!), 100 * 20 * 2 ** -24);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('keeps far corners, where a patch has least weight, exact', () => {
    // Alone at the corner of the image, the first tile weighs 4e-11 there.
    const tiling = planTiling([64, 64, 64], [48, 48, 48], 1);
    const sum = accumulator(tiling, 1);
    for (const [i, start] of tiling.tiles.entries()) sum.addConstant(start, [i + 1]);
    const [logits] = sum.finish(1, [0]);
    expect(logits![0]).toBeCloseTo(1, 5);
    expect(logits!.at(-1)).toBeCloseTo(8, 5);
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    'tells of a single %d in any channel',
    (value) => {
      const tiling = planTiling([2, 3, 4], [2, 3, 4], 0.5);
      for (const at of [0, 23, 24, 47]) {
        const logits = new Float32Array(48).fill(1);
        logits[at] = value;
        expect(accumulator(tiling, 2).add([0, 0, 0], logits)).toBe(false);
      }
    },
  );

  test('takes the largest finite logits', () => {
    const tiling = planTiling([1, 1, 2], [1, 1, 2], 0.5);
    const logits = Float32Array.of(3e38, 3e38);
    expect(accumulator(tiling, 1).add([0, 0, 0], logits)).toBe(true);
  });

  test('is not taken in by infinities of both signs', () => {
    const tiling = planTiling([1, 1, 2], [1, 1, 2], 0.5);
    const logits = Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    expect(accumulator(tiling, 1).add([0, 0, 0], logits)).toBe(false);
  });
});
