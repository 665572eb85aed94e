import { basename } from 'node:path';
import { ModelError } from '../../errors.js';
import { type ChannelRole, isModality } from './channels.js';
import { type ChosenEncoding, chooseClickEncoding } from './clicks/choose-click-encoding.js';
import type { ClickEncoding } from './clicks/click-encoding.js';
import type { Dataset } from './dataset.js';
import type { Plans } from './plans.js';

/** What a model folder holds that tells how clicks become channels. */
export interface ClickFolder {
  readonly folder: string;
  readonly channels: readonly ChannelRole[];
  readonly plans: Plans;
  readonly dataset: Dataset;
  /** `clicks` of model.json; null for none. */
  readonly told: ClickEncoding | null;
  /** Class name of the trainer; null where no weights say. */
  readonly trainer: string | null;
}

/**
 * How a model wants clicks; null for one that takes none.
 *
 * @throws ModelError when that is not to be told, or model.json tells of clicks that no channel shows
 */
export function modelClicks({
  folder,
  channels,
  plans,
  dataset,
  told,
  trainer,
}: ClickFolder): ChosenEncoding | null {
  const shown = channels.filter((role) => !isModality(role));
  if (shown.length === 0) {
    if (told === null) return null;
    throw new ModelError(
      `model.json has "clicks", but the network's channels are ${channels.join(', ')}: it takes none. Take it out.`,
    );
  }
  const largest = plans.intensityProperties[String(channels.indexOf('foreground'))]?.max;
  const chosen = chooseClickEncoding({
    told,
    semantics: dataset.channelSemantics,
    trainer: trainer ?? trainerInName(folder),
    maximum: largest ?? null,
  });
  if (channels.includes('previous') && chosen.encoding.previous === 'none') {
    throw new ModelError(
      `The network has a channel for what was found before, but its clicks (${chosen.name}) have none. Add "previous": "mask" or "probability" to "clicks" in model.json.`,
    );
  }
  return chosen;
}

/** nnU-Net calls folders `Trainer__Plans__configuration`. */
function trainerInName(folder: string): string | null {
  const [trainer, ...rest] = basename(folder).split('__');
  return rest.length === 2 ? trainer! : null;
}
