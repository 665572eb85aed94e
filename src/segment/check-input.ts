import { loadModel } from '../nnunet/model/load-model.js';
import { parseOptions } from '../options/parse-options.js';
import { checkSchema } from './options/options-schema.js';
import type { CheckOptions } from './options/segment-options.js';
import { type SuvOrigin, suvOrigin } from './report/suv-origin.js';
import { checkChannels } from './study/check-channels.js';
import type { InputCheck } from './study/input-check.js';
import { modelDemands } from './study/model-demands.js';
import { openStudy } from './study/open-study.js';
import { readStudy } from './study/read-study.js';

/** What a study's images are like, and how the PET becomes SUV. */
export interface CheckedInput extends InputCheck {
  readonly suv: SuvOrigin;
}

/**
 * Looks at a PET and a CT as `segment` would before it makes a mask, and makes none.
 *
 * @throws InputError when a file cannot be read at all, or the two do not overlap
 * @throws OptionError, ModelError
 */
export async function checkInput(given: CheckOptions): Promise<CheckedInput> {
  const options = parseOptions(checkSchema, given);
  const { log } = options;
  const model = await loadModel(options.model, { log });
  checkChannels(model, options.ct !== null);
  const demands = modelDemands(model);
  const study = await openStudy(options, log);
  const { inputCheck } = await readStudy(study, log, demands);
  return { ...inputCheck, suv: suvOrigin(study) };
}
