import type { Device } from '../../runtime/device.js';
import { type PassCost, secondsOfPass } from './pass-cost.js';
import type { Tta } from './plan-passes.js';
import type { TileChoice, TilesToRun } from './tiles-to-run.js';

/** Lays tiles out; asked again, it may remember. */
export type LayTiles = (choice: TileChoice) => TilesToRun;

/** nnU-Net's tiles; with `tta: 'auto'` only those with body, or on a CPU others where they are half as many. */
export function tilesGivenTime(tta: Tta, device: Device, lay: LayTiles): TilesToRun {
  if (tta !== 'auto') return lay('all');
  const withBody = lay('with-body');
  if (device !== 'cpu') return withBody;
  const fewer = lay('body-box');
  return fewer.run.length * 2 <= withBody.run.length ? fewer : withBody;
}

/**
 * Chooses between tiles of which the first have been timed and fewer tiles over the body, where not all
 * passes fit: another pass is worth more than nnU-Net's own places. `tta` other than `auto` is never cut.
 *
 * @param passes how many are possible
 */
export function tilesInTime(
  timed: TilesToRun,
  passes: number,
  cost: PassCost,
  secondsLeft: number,
  tta: Tta,
  lay: LayTiles,
): TilesToRun {
  const isEnough = secondsOfPass(cost, timed.run.length) * passes <= secondsLeft;
  if (tta !== 'auto' || isEnough) return timed;
  const fewer = lay('body-box');
  return fewer.run.length < timed.run.length ? fewer : timed;
}
