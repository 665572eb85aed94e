import type { Shape } from '../../array/grid.js';
import { forEachRow, tileBox } from './tile-box.js';
import type { Tiling } from './tiling.js';

/**
 * Copies one tile `[c,z,y,x]` out of the image's channels; what lies outside the image is 0, the
 * mean intensity after normalisation, as in nnU-Net.
 */
export function extractTile(
  channels: readonly Float32Array[],
  tiling: Tiling,
  start: Shape,
): Float32Array<ArrayBuffer> {
  const voxels = tiling.patchSize[0] * tiling.patchSize[1] * tiling.patchSize[2];
  const tile = new Float32Array(channels.length * voxels);
  const box = tileBox(tiling, start);
  channels.forEach((channel, c) => {
    forEachRow(tiling, box, (inImage, inTile) => {
      tile.set(channel.subarray(inImage, inImage + box.shape[2]), c * voxels + inTile);
    });
  });
  return tile;
}
