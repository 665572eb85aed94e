import { reorient } from '../../image/orient.js';
import type { Volume } from '../../image/volume.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { Study } from '../study/read-study.js';
import { orientationOf } from './orientation-of.js';
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
  study: Study,
  model: InputModel,
  earlierMask: Volume<Uint8Array> | null,
  threads: number,
): Promise<NetworkInput> {
  const orientation = orientationOf(study, model);
  const images = { PET: reorient(study.pet, orientation), CT: reorient(study.ct, orientation) };
  const inNetworkOrder = model.modalities.map((modality) => images[modality]);
  const earlier = earlierMask && reorient(earlierMask, orientation);
  return preprocess(inNetworkOrder, { model, earlierMask: earlier, threads });
}
