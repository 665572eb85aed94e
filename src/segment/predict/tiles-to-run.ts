import {
  type BoundingBox,
  fullBox,
  overlap,
  type Range,
  unionOf,
} from '../../array/bounding-box.js';
import type { Shape } from '../../array/grid.js';
import { isModality } from '../../nnunet/model/channels.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import { tileBox } from '../sliding-window/tile-box.js';
import { planTiling, type Tiling } from '../sliding-window/tiling.js';
import { bodyFinder } from '../study/body.js';

/** Which tiles go through the network, and which are background without a run. */
export interface TilesToRun {
  readonly tiling: Tiling;
  /** Starts of the tiles to run, in the tiling's order. */
  readonly run: readonly Shape[];
  /** Starts of tiles that hold nothing but air. */
  readonly air: readonly Shape[];
  /** How many more tiles would cover the whole image, air and all. */
  readonly saved: number;
}

/** `all` as nnU-Net does; `with-body` the same without tiles of nothing but air; `body-box` laid over the body anew. */
export type TileChoice = 'all' | 'with-body' | 'body-box';

/**
 * Plans the tiles. Those of `body-box` are the fewest, for a body fills a third of a field of view or
 * less, but they lie elsewhere than nnU-Net's, so that the mask differs a little.
 *
 * @param stepSize share of the patch between neighbouring tiles
 */
export function tilesToRun(
  model: Model,
  { channels, shape, intensities, clicked }: NetworkInput,
  stepSize: number,
  choice: TileChoice,
): TilesToRun {
  const { patchSize } = model.configuration;
  const everywhere = planTiling(shape, patchSize, stepSize, fullBox(shape));
  if (choice === 'all') return { tiling: everywhere, run: everywhere.tiles, air: [], saved: 0 };
  const places = [...model.channels.keys()].filter((place) => isModality(model.channels[place]!));
  const images = places.map((place) => channels[place]!);
  const body = bodyFinder(
    places.map((place) => model.channels[place]!),
    intensities,
  );
  const ofBody = choice === 'body-box' ? body.box(images, shape) : null;
  const box = ofBody && clicked.reach.reduce<BoundingBox | null>(unionOf, ofBody);
  const tiling = box
    ? planTiling(shape, patchSize, stepSize, withMargin(box, everywhere.patchSize, shape))
    : everywhere;
  const run: Shape[] = [];
  const air: Shape[] = [];
  for (const start of tiling.tiles) {
    const inside = inImage(tiling, start);
    // Where a user has clicked the network is to look, body or not.
    const isToRun =
      clicked.reach.some((reach) => overlap(reach, inside)) || body.isIn(images, shape, inside);
    (isToRun ? run : air).push(start);
  }
  return { tiling, run, air, saved: Math.max(0, everywhere.tiles.length - run.length) };
}

/** The part of a tile that is no padding. */
function inImage(tiling: Tiling, start: Shape): BoundingBox {
  const { image, shape } = tileBox(tiling, start);
  const along = (axis: 0 | 1 | 2): Range => [image[axis], image[axis] + shape[axis]];
  return [along(0), along(1), along(2)];
}

/** Skin is no place for the edge of a tile: a sixteenth of a patch of air stays round it. */
function withMargin(box: BoundingBox, patchSize: Shape, shape: Shape): BoundingBox {
  const along = (axis: 0 | 1 | 2): Range => {
    const margin = Math.ceil(patchSize[axis] / 16);
    return [Math.max(0, box[axis][0] - margin), Math.min(shape[axis], box[axis][1] + margin)];
  };
  return [along(0), along(1), along(2)];
}
