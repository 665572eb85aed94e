import type { Voxels } from '../../array/voxels.js';
import { reorient } from '../../image/orient.js';
import type { Volume } from '../../image/volume.js';
import type { ChannelRole } from '../../nnunet/model/channels.js';
import type { Model } from '../../nnunet/model/load-model.js';
import { orientationOf, type PetAndCt } from './orientation-of.js';
import { type NetworkInput, type PreprocessOptions, preprocess } from './preprocess.js';

/** What of a model tells how its input is made. */
export type InputModel = PreprocessOptions['model'] & Pick<Model, 'orientation'>;

/**
 * Makes a network's input of a study: brought to the model's orientation, then preprocessed.
 *
 * @param earlierMask what the cascade's network before this one found, on the PET's grid; null for none
 * @param threads how many may compute at once
 * @throws as {@link preprocess}
 */
export function prepareInput(
  study: PetAndCt,
  model: InputModel,
  earlierMask: Volume<Uint8Array> | null,
  threads: number,
): Promise<NetworkInput> {
  const orientation = orientationOf(study, model);
  // That there are all that the model takes has been made sure of.
  const images: Partial<Record<ChannelRole, Volume<Voxels> | null>> = {
    PET: study.pet,
    CT: study.ct,
  };
  const inNetworkOrder = model.channels
    .slice(0, model.dataset.channelNames.length)
    .map((role) => reorient(images[role]!, orientation));
  const earlier = earlierMask && reorient(earlierMask, orientation);
  return preprocess(inNetworkOrder, { model, earlierMask: earlier, threads });
}
