import { InputError } from '../../errors.js';
import { cascadeMembers } from '../../nnunet/model/cascade-members.js';
import { isModality } from '../../nnunet/model/channels.js';
import type { Model } from '../../nnunet/model/load-model.js';

/**
 * Makes sure, before any work is done, that a study has what a model, or an earlier one of its cascade, takes.
 *
 * @param hasCt whether there is a CT beside the PET
 * @throws InputError when there is no CT for a model that takes one
 */
export function checkChannels(model: Model, hasCt: boolean): void {
  const taken = new Set(cascadeMembers(model).flatMap(({ channels }) => channels));
  if (taken.has('CT') && !hasCt) {
    throw new InputError(
      `There is no CT, but the model takes ${[...taken].filter(isModality).join(' and ')} (required option '--ct <file>' not specified). Give the CT, or a model of PET alone with --model.`,
    );
  }
}
