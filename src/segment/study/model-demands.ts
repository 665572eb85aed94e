import { cascadeMembers } from '../../nnunet/model/cascade-members.js';
import type { Model } from '../../nnunet/model/load-model.js';
import type { ModelDemands } from './input-check.js';

// By an image's own statistics, so that a factor cancels.
const ownStatistics = ['ZScoreNormalization', 'RescaleTo01Normalization'];

/** What a model asks of a study: which images it, or an earlier one of its cascade, takes by their absolute values. */
export function modelDemands(model: Model): ModelDemands {
  const absolute = cascadeMembers(model).flatMap(({ channels, configuration }) =>
    channels.filter((_, c) => !ownStatistics.includes(configuration.normalizationSchemes[c]!)),
  );
  return {
    pet: absolute.includes('PET'),
    ct: absolute.includes('CT'),
    tracers: model.tracers,
  };
}
