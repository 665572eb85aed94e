import type { Model } from '../model/load-model.js';
import { bodyFinder } from '../preprocess/body.js';
import { type BoundingBox, fullBox, type Range } from '../preprocess/bounding-box.js';
import type { NetworkInput } from '../preprocess/preprocess.js';
import type { Shape } from '../resample/grid.js';
import { extractTile } from '../sliding-window/extract-tile.js';
import { planTiling, type Tiling } from '../sliding-window/tiling.js';

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

/**
 * Plans the tiles: nnU-Net's over the whole image, or with `bodyOnly` as many as cover the box round
 * the patient, without those that hold none of him. A body fills a third of a field of view or less.
 *
 * @param stepSize share of the patch between neighbouring tiles
 */
export function tilesToRun(
  model: Model,
  { channels, shape, intensities }: NetworkInput,
  stepSize: number,
  bodyOnly: boolean,
): TilesToRun {
  const { patchSize } = model.configuration;
  const everywhere = planTiling(shape, patchSize, stepSize, fullBox(shape));
  if (!bodyOnly) return { tiling: everywhere, run: everywhere.tiles, air: [], saved: 0 };
  // A cascade's further channels are no images.
  const images = channels.slice(0, model.modalities.length);
  const body = bodyFinder(model.modalities, intensities);
  const box = body.box(images, shape);
  const tiling = box
    ? planTiling(shape, patchSize, stepSize, withMargin(box, everywhere.patchSize, shape))
    : everywhere;
  const run: Shape[] = [];
  const air: Shape[] = [];
  for (const start of tiling.tiles) {
    (body.isIn(extractTile(images, tiling, start)) ? run : air).push(start);
  }
  return { tiling, run, air, saved: Math.max(0, everywhere.tiles.length - run.length) };
}

/** Skin is no place for the edge of a tile: a sixteenth of a patch of air stays round it. */
function withMargin(box: BoundingBox, patchSize: Shape, shape: Shape): BoundingBox {
  const along = (axis: 0 | 1 | 2): Range => {
    const margin = Math.ceil(patchSize[axis] / 16);
    return [Math.max(0, box[axis][0] - margin), Math.min(shape[axis], box[axis][1] + margin)];
  };
  return [along(0), along(1), along(2)];
}
