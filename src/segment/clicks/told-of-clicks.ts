import type { ChosenEncoding } from '../../nnunet/model/clicks/choose-click-encoding.js';
import type { Obeyed } from './obey-clicks.js';
import type { OpenClicks } from './open-clicks.js';

/** What is told of a study's clicks. */
export interface ToldClicks {
  /** Voxels with a click of each kind. */
  readonly tumour: number;
  readonly background: number;
  /** Clicks beside the image, which were left out. */
  readonly outside: number;
  /** Name of the encoding and why it is the model's; null for a model that takes no clicks. */
  readonly encoding: string | null;
  readonly reason: string | null;
  /** What of the iteration before the network saw; null for nothing. */
  readonly previous: 'mask' | 'probability' | null;
  /** What was changed for their sake after the network; null where that was not asked for. */
  readonly obeyed: Obeyed | null;
}

/** @param chosen how the model takes clicks; null where it takes none */
export function toldOfClicks(
  { clicks, outside, previous }: OpenClicks,
  chosen: ChosenEncoding | null,
  obeyed: Obeyed | null,
): ToldClicks {
  return {
    tumour: clicks.tumour.length,
    background: clicks.background.length,
    outside,
    encoding: chosen?.name ?? null,
    reason: chosen?.reason ?? null,
    previous: previous?.kind ?? null,
    obeyed,
  };
}
