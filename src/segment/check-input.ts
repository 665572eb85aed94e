import { loadModel } from '../nnunet/model/load-model.js';
import { parseOptions } from '../options/parse-options.js';
import { checkSchema } from './options/options-schema.js';
import type { CheckOptions } from './options/segment-options.js';
import type { InputCheck } from './study/input-check.js';
import { openStudy } from './study/open-study.js';
import { readStudy } from './study/read-study.js';
import { scaleDependence } from './study/scale-dependence.js';

/**
 * Looks at a PET and a CT as `segment` would before it makes a mask, and makes none.
 *
 * @throws InputError when a file cannot be read at all, or the two do not overlap
 * @throws OptionError, ModelError
 */
export async function checkInput(given: CheckOptions): Promise<InputCheck> {
  const { pet, ct, model, log } = parseOptions(checkSchema, given);
  const dependence = scaleDependence(await loadModel(model, { log }));
  return (await readStudy(await openStudy(pet, ct), log, dependence)).inputCheck;
}
