import type { Shape } from '../../array/grid.js';
import { gaussian } from './gaussian.js';
import { placeInImage, type Tiling } from './tiling.js';

/** Which class each voxel of the organs' grid is. */
export interface OrganGrid {
  /** [z,y,x]; 0 where no tile was. */
  readonly classes: Uint8Array;
  readonly shape: Shape;
  /** How many voxels of the network's grid one of these is long, [z,y,x]. */
  readonly step: readonly number[];
}

/** Classes of overlapping tiles, of each voxel that of the tile that has it nearest to its middle. */
export interface OrganCollector {
  /** Adds one tile's classes, [z,y,x] on its own organs' grid. */
  add(start: Shape, classes: Float32Array): void;
  readonly found: OrganGrid;
}

/** Begins with nothing on the tiling's image grid. A tile that begins within a step lies up to a voxel of the image off. */
export function collectOrgans(tiling: Tiling, step: readonly number[]): OrganCollector {
  const coarse = (lengths: Shape): Shape =>
    lengths.map((length, axis) => Math.ceil(length / step[axis]!)) as unknown as Shape;
  const shape = coarse(tiling.shape);
  const tile = coarse(tiling.patchSize);
  const weights = tile.map((length) => gaussian(length));
  const classes = new Uint8Array(shape[0] * shape[1] * shape[2]);
  const nearest = new Float32Array(classes.length);

  /** Where a tile begins on the organs' grid, and which part of it lies in the image. */
  function along(start: Shape, axis: 0 | 1 | 2): { begin: number; from: number; to: number } {
    const begin = Math.floor(placeInImage(tiling, start[axis], axis) / step[axis]!);
    return {
      begin,
      from: Math.max(0, -begin),
      to: Math.min(tile[axis], shape[axis] - begin),
    };
  }

  return {
    add: (start, found) => {
      const [z, y, x] = [along(start, 0), along(start, 1), along(start, 2)];
      for (let k = z.from; k < z.to; k++) {
        for (let j = y.from; j < y.to; j++) {
          const inTile = (k * tile[1] + j) * tile[2];
          const inImage = ((k + z.begin) * shape[1] + j + y.begin) * shape[2] + x.begin;
          const ofRow = weights[0]![k]! * weights[1]![j]!;
          for (let i = x.from; i < x.to; i++) {
            const weight = Math.fround(ofRow * weights[2]![i]!);
            if (weight <= nearest[inImage + i]!) continue;
            nearest[inImage + i] = weight;
            classes[inImage + i] = found[inTile + i]!;
          }
        }
      }
    },
    found: { classes, shape, step },
  };
}
