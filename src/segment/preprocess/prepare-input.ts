import type { Voxels } from '../../array/voxels.js';
import { reorient } from '../../image/orient.js';
import type { Volume } from '../../image/volume.js';
import { type ChannelRole, isModality } from '../../nnunet/model/channels.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { type ClickInput, noClickInput, reorientClicks } from '../clicks/click-input.js';
import type { KeptChannels } from './kept-channels.js';
import { orientationOf, type PetAndCt } from './orientation-of.js';
import { type NetworkInput, type PreprocessOptions, preprocess } from './preprocess.js';

/** What of a model tells how its input is made. */
export type InputModel = PreprocessOptions['model'] & Pick<Model, 'orientation'>;

/**
 * Makes a network's input of a study: brought to the model's orientation, then preprocessed.
 *
 * @param earlierMask what the cascade's network before this one found, on the PET's grid; null for none
 * @param threads how many may compute at once
 * @param clickInput on the PET's grid
 * @param kept PET and CT of this very study that were prepared before
 * @throws as {@link preprocess}
 */
export function prepareInput(
  study: PetAndCt,
  model: InputModel,
  earlierMask: Volume<Uint8Array> | null,
  threads: number,
  clickInput: ClickInput = noClickInput,
  kept: KeptChannels | null = null,
): Promise<NetworkInput> {
  const orientation = orientationOf(study, model);
  const { clicks, previous } = clickInput;
  // That there are all that the model takes has been made sure of.
  const images: Partial<Record<ChannelRole, Volume<Voxels> | null>> = {
    PET: study.pet,
    CT: study.ct,
  };
  const inNetworkOrder = model.channels
    .filter(isModality)
    .map((role) => reorient(images[role]!, orientation));
  const earlier = earlierMask && reorient(earlierMask, orientation);
  const turned: ClickInput = {
    clicks: reorientClicks(clicks, study.pet.size, orientation),
    previous:
      previous?.kind === 'mask'
        ? { ...previous, mask: reorient(previous.mask, orientation) }
        : previous,
  };
  return preprocess(inNetworkOrder, {
    ...{ model, earlierMask: earlier, threads },
    clickInput: turned,
    kept,
  });
}
