import type { Fact } from '../../page/page-content.js';
import type { SegmentResult } from './segment-result.js';

/** How a mask was made, for a page. */
export function madeBy({
  model,
  device,
  precision,
  tiles,
  passes,
  lesions,
}: SegmentResult): readonly Fact[] {
  return [
    ['Model', `${model.folder}, ${model.configuration}, folds ${model.folds.join(', ')}`],
    ...Object.entries(model.sha256).map(([fold, sum]): Fact => [`SHA-256 of ${fold}`, sum]),
    ['Ran on', `${device}, ${precision}`],
    ['Tiles', `${tiles.run} run, ${tiles.skipped} skipped`],
    ['Passes', `${passes.done.length} of ${passes.possible} (folds × mirrors)`],
    ['Dropped as uncertain', `${lesions.dropped} lesion(s)`],
  ];
}
