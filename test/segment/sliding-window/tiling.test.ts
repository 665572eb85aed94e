import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { planTiling } from '../../../src/segment/sliding-window/tiling.js';
import { readFixture } from './support/read-fixture.js';
import { offsetOf, smallRegionTilings, smallTilings } from './support/small-tilings.js';

const references =
  readFixture<
    {
      shape: Shape;
      patchSize: number[];
      stepSize: number;
      paddedShape: Shape;
      padBelow: Shape;
      tiles: Shape[];
    }[]
  >('tilings');

describe('planTiling', () => {
  test.each(references)(
    'pads and cuts $shape into $patchSize as nnU-Net does',
    ({ shape, patchSize, stepSize, ...expected }) => {
      expect(planTiling(shape, patchSize, stepSize)).toMatchObject({
        shape,
        regionBegin: [0, 0, 0],
        ...expected,
      });
    },
  );

  test('gives a 2-D patch a depth of one slice', () => {
    expect(planTiling([9, 20, 20], [8, 12], 0.5).patchSize).toEqual([1, 8, 12]);
  });

  test('covers every voxel of the padded image', () => {
    fc.assert(
      fc.property(smallTilings, ({ patchSize, paddedShape, tiles }) => {
        const covered = new Uint8Array(paddedShape[0] * paddedShape[1] * paddedShape[2]);
        for (const [z, y, x] of tiles) {
          for (let dz = 0; dz < patchSize[0]; dz++) {
            for (let dy = 0; dy < patchSize[1]; dy++) {
              for (let dx = 0; dx < patchSize[2]; dx++) {
                const offset = offsetOf(paddedShape, [z + dz, y + dy, x + dx]);
                if (offset === undefined) throw new Error('The tile leaves the padded image.');
                covered[offset] = 1;
              }
            }
          }
        }
        expect(covered.includes(0)).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('covers a region, with as few zeros as the image allows', () => {
    fc.assert(
      fc.property(smallRegionTilings, ({ region, tiling }) => {
        const { shape, patchSize, regionBegin, padBelow, paddedShape, starts } = tiling;
        for (const axis of [0, 1, 2] as const) {
          const [low, high] = region[axis];
          const begin = regionBegin[axis] - padBelow[axis];
          const first = starts[axis][0]! + begin;
          const end = starts[axis].at(-1)! + begin + patchSize[axis];
          expect(first).toBeLessThanOrEqual(low);
          expect(end).toBeGreaterThanOrEqual(high);
          // No wider than need be: the region, or one patch.
          expect(paddedShape[axis]).toBe(Math.max(high - low, patchSize[axis]));
          expect(end - first).toBe(paddedShape[axis]);
          // Zeros only where the image is smaller than a patch.
          const zeros = Math.max(0, -first) + Math.max(0, end - shape[axis]);
          expect(zeros).toBe(Math.max(0, patchSize[axis] - shape[axis]));
          expect(padBelow[axis]).toBe(Math.floor(zeros / 2));
          expect(regionBegin[axis]).toBe(zeros > 0 ? 0 : first);
        }
      }),
    );
  });

  test('is the same for the whole image and for a region that is all of it', () => {
    expect(
      planTiling([9, 5, 20], [4, 8, 6], 0.5, [
        [0, 9],
        [0, 5],
        [0, 20],
      ]),
    ).toEqual(planTiling([9, 5, 20], [4, 8, 6], 0.5));
  });
});
