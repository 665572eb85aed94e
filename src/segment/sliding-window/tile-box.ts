import type { Shape } from '../../array/grid.js';
import type { Tiling } from './tiling.js';

/** The part of a tile that lies in the image, [z,y,x]; the rest is padding. */
export interface TileBox {
  /** Where it starts in the image. */
  readonly image: Shape;
  /** Where it starts in the tile. */
  readonly tile: Shape;
  readonly shape: Shape;
}

/** Intersects a tile, given by its start in the padded image, with the image itself. */
export function tileBox(tiling: Tiling, start: Shape): TileBox {
  const from = start.map((n, axis) => n - tiling.padBelow[axis]!);
  const image = from.map((n) => Math.max(0, n));
  const tile = from.map((n) => Math.max(0, -n));
  const shape = image.map(
    (n, axis) => Math.min(from[axis]! + tiling.patchSize[axis]!, tiling.shape[axis]!) - n,
  );
  return { image, tile, shape } as unknown as TileBox;
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
