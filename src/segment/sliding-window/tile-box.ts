import type { Shape } from '../../array/grid.js';
import { placeInImage, type Tiling } from './tiling.js';

/** The part of a tile that lies in the image, [z,y,x]; the rest is padding. */
export interface TileBox {
  /** Where it starts in the image. */
  readonly image: Shape;
  /** Where it starts in the tile. */
  readonly tile: Shape;
  readonly shape: Shape;
}

/** Intersects a tile, given by its start in the padded region, with the image itself. */
export function tileBox(tiling: Tiling, start: Shape): TileBox {
  const [z, y, x] = [along(0), along(1), along(2)];
  return {
    image: [z.image, y.image, x.image],
    tile: [z.tile, y.tile, x.tile],
    shape: [z.length, y.length, x.length],
  };

  function along(axis: 0 | 1 | 2): { image: number; tile: number; length: number } {
    const from = placeInImage(tiling, start[axis], axis);
    const end = Math.min(from + tiling.patchSize[axis], tiling.shape[axis]);
    const image = Math.max(0, from);
    return { image, tile: image - from, length: end - image };
  }
}

/** Calls back for every row (last axis) of the box with its offsets in the image and in the tile. */
export function forEachRow(
  tiling: Tiling,
  box: TileBox,
  visit: (inImage: number, inTile: number, z: number, y: number) => void,
): void {
  const [, imageY, imageX] = tiling.shape;
  const [, tileY, tileX] = tiling.patchSize;
  for (let z = 0; z < box.shape[0]; z++) {
    for (let y = 0; y < box.shape[1]; y++) {
      visit(
        ((box.image[0] + z) * imageY + box.image[1] + y) * imageX + box.image[2],
        ((box.tile[0] + z) * tileY + box.tile[1] + y) * tileX + box.tile[2],
        box.tile[0] + z,
        box.tile[1] + y,
      );
    }
  }
}
