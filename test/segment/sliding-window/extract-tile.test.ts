import fc from 'fast-check';
import { extractTile } from '../../../src/segment/sliding-window/extract-tile.js';
import { planTiling } from '../../../src/segment/sliding-window/tiling.js';
import { indicesOf, offsetOf, smallRegionTilings, smallTilings } from './support/small-tilings.js';

const regions = smallRegionTilings.map(({ tiling }) => tiling);

describe('extractTile', () => {
  test('surrounds an image smaller than the patch with zeros', () => {
    const tiling = planTiling([1, 2, 2], [1, 3, 4], 0.5);
    const channels = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 6, 7, 8)];
    const rows = [
      [0, 1, 2, 0],
      [0, 3, 4, 0],
      [0, 0, 0, 0],
      [0, 5, 6, 0],
      [0, 7, 8, 0],
      [0, 0, 0, 0],
    ];
    expect(extractTile(channels, tiling, [0, 0, 0])).toEqual(Float32Array.from(rows.flat()));
  });

  test('copies what the image holds at each place of the tile', () => {
    fc.assert(
      fc.property(fc.oneof(smallTilings, regions), (tiling) => {
        const voxels = tiling.shape[0] * tiling.shape[1] * tiling.shape[2];
        const channels = [0, 1].map((c) =>
          Float32Array.from({ length: voxels }, (_, i) => 1 + i + c * voxels),
        );
        for (const start of tiling.tiles) {
          const expected = channels.flatMap((channel) =>
            indicesOf(tiling.patchSize).map((index) => {
              const at = index.map(
                (n, axis) => n + start[axis]! - tiling.padBelow[axis]! + tiling.regionBegin[axis]!,
              );
              return channel[offsetOf(tiling.shape, at) ?? -1] ?? 0;
            }),
          );
          expect(extractTile(channels, tiling, start)).toEqual(Float32Array.from(expected));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('owns its buffer, which goes to the worker', () => {
    const tiling = planTiling([4, 4, 4], [4, 4, 4], 0.5);
    const image = new Float32Array(64).fill(3);
    const tile = extractTile([image], tiling, [0, 0, 0]);
    expect(tile.buffer).not.toBe(image.buffer);
    expect(tile.byteLength).toBe(tile.buffer.byteLength);
  });
});
