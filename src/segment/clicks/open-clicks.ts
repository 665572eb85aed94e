import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { Log } from '../../log.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { ClickInput } from './click-input.js';
import { type Clicks, clicksOnImage, noClicks } from './clicks.js';
import { fingerprint, recallPrevious } from './remember-previous.js';

/** The clicks of a study, and what is told of them. */
export interface OpenClicks extends ClickInput {
  /** Clicks beside the image. */
  readonly outside: number;
  /** What the case's answers are remembered by; null where the model asks for none. */
  readonly key: string | null;
}

/**
 * Takes clicks onto a study's PET, with what was found the last time where the model asks for that. Before there are
 * clicks there is no last time.
 *
 * @param told null where none are given
 * @param state folders in which answers are kept
 */
export async function openClicks(
  told: Clicks | null,
  pet: Volume<Voxels>,
  { clicks: chosen }: Pick<Model, 'clicks'>,
  state: readonly string[],
  log: Log,
): Promise<OpenClicks> {
  const { clicks, outside } = clicksOnImage(told ?? noClicks, pet.size);
  if (outside > 0) {
    log.warn(
      { outside, size: pet.size },
      `${outside} click(s) lie beside the PET of ${pet.size.join(' x ')} voxels and are left out`,
    );
  }
  if (chosen !== null) {
    const { name, reason } = chosen;
    const { tumour, background } = clicks;
    log.info(
      { encoding: name, reason, tumour: tumour.length, background: background.length },
      `clicks become channels as in ${name}: ${reason}`,
    );
  }
  const kind = chosen?.encoding.previous ?? 'none';
  if (kind === 'none' || state.length === 0) return { clicks, outside, previous: null, key: null };
  const key = fingerprint(pet);
  const isFirst = clicks.tumour.length + clicks.background.length === 0;
  const previous = isFirst ? null : await recallPrevious(state, key, kind, pet);
  if (!isFirst && previous === null) {
    log.warn({ state }, 'nothing was found of the iteration before: the network sees an empty one');
  }
  return { clicks, outside, previous, key };
}
