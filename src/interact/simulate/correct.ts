import type { Shape } from '../../array/grid.js';
import type { Random } from '../../array/random.js';
import type { Clicks } from '../../segment/clicks/clicks.js';
import { type ScribbleKind, simulateScribble } from './simulate-scribble.js';

/**
 * Adds the scribble that a user would add next, as in edition V's loop: on what was missed and on what is too much one is
 * tried, and the longer one counts, that on what was missed where both are equal.
 *
 * @param mask, reference [z,y,x] of `shape`, 0 and 1
 */
export function correct(
  clicks: Clicks,
  mask: Uint8Array,
  reference: Uint8Array,
  shape: Shape,
  kind: ScribbleKind,
  random: Random,
): Clicks {
  const scribble = (isWrong: (found: number, wanted: number) => boolean) =>
    simulateScribble(
      mask.map((found, i) => Number(isWrong(found, reference[i]!))),
      shape,
      kind,
      random,
    );
  const missed = scribble((found, wanted) => found === 0 && wanted !== 0);
  const excess = scribble((found, wanted) => found !== 0 && wanted === 0);
  return excess.length <= missed.length
    ? { ...clicks, tumour: [...clicks.tumour, ...missed] }
    : { ...clicks, background: [...clicks.background, ...excess] };
}
