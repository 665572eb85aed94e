import { mirrorPasses } from '../sliding-window/mirror-passes.js';

/** One sweep over all tiles: which fold's network, mirrored along which spatial axes. */
export interface Pass {
  readonly fold: number;
  readonly mirrorAxes: readonly number[];
}

/** How much test-time augmentation: all mirrors, as many as the time allows, or none. */
export const ttaChoices = ['auto', 'full', 'none'] as const;
export type Tta = (typeof ttaChoices)[number];

/**
 * The passes in the order they are made; identity comes first. With a deadline every fold gets its
 * identity pass before any fold is mirrored, since another fold adds more than another mirror;
 * without one each fold is finished in turn, so that networks are loaded only once.
 *
 * @param mirrorAxes axes the network may be mirrored along
 * @param hasDeadline whether the passes may be cut short
 */
export function planPasses(
  folds: number,
  mirrorAxes: readonly number[],
  tta: Tta,
  hasDeadline: boolean,
): Pass[] {
  const mirrors = mirrorPasses(tta === 'none' ? [] : mirrorAxes);
  const eachFold = Array.from({ length: folds }, (_, fold) => fold);
  return hasDeadline
    ? mirrors.flatMap((axes) => eachFold.map((fold) => ({ fold, mirrorAxes: axes })))
    : eachFold.flatMap((fold) => mirrors.map((axes) => ({ fold, mirrorAxes: axes })));
}
