import fc from 'fast-check';
import { forEachRow, tileBox } from '../../../src/segment/sliding-window/tile-box.js';
import { planTiling } from '../../../src/segment/sliding-window/tiling.js';
import { indicesOf, offsetOf, smallTilings } from './support/small-tilings.js';

describe('tileBox', () => {
  test('of a tile inside the image is the whole tile', () => {
    const tiling = planTiling([10, 10, 10], [4, 5, 6], 0.5);
    expect(tileBox(tiling, [2, 3, 4])).toEqual({
      image: [2, 3, 4],
      tile: [0, 0, 0],
      shape: [4, 5, 6],
    });
  });

  test('of a tile larger than the image is the whole image', () => {
    const tiling = planTiling([3, 4, 1], [8, 7, 2], 0.5);
    expect(tileBox(tiling, [0, 0, 0])).toEqual({
      image: [0, 0, 0],
      tile: [2, 1, 0],
      shape: [3, 4, 1],
    });
  });
});

describe('forEachRow', () => {
  test('visits exactly the voxels that tile and image share', () => {
    fc.assert(
      fc.property(smallTilings, (tiling) => {
        for (const start of tiling.tiles) {
          const expected = indicesOf(tiling.patchSize).flatMap((index, inTile) => {
            const at = index.map(
              (n, axis) => n + start[axis]! - tiling.padBelow[axis]! + tiling.regionBegin[axis]!,
            );
            const inImage = offsetOf(tiling.shape, at);
            return inImage === undefined ? [] : [[inImage, inTile, index[0], index[1]]];
          });
          const box = tileBox(tiling, start);
          const visited: number[][] = [];
          forEachRow(tiling, box, (inImage, inTile, z, y) => {
            for (let x = 0; x < box.shape[2]; x++) visited.push([inImage + x, inTile + x, z, y]);
          });
          expect(visited).toEqual(expected);
        }
      }),
      { numRuns: 40 },
    );
  });
});
