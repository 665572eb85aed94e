import { loadModel } from '../nnunet/model/load-model.js';
import { takesCt } from '../nnunet/model/takes-ct.js';
import { parseOptions } from '../options/parse-options.js';
import type { CheckedInput } from './check-input.js';
import { checkDicomSchema } from './options/options-schema.js';
import type { CheckDicomOptions } from './options/segment-options.js';
import { suvOrigin } from './report/suv-origin.js';
import { checkChannels } from './study/check-channels.js';
import { checkDicomSource } from './study/gather-files.js';
import { modelDemands } from './study/model-demands.js';
import { openDicomStudy } from './study/open-dicom-study.js';
import { readStudy } from './study/read-study.js';

/**
 * Looks at the study in a folder of DICOM files as `segmentDicom` would before it makes a mask, and makes none.
 *
 * @throws InputError when there is no such study, or it cannot be read at all
 * @throws OptionError, ModelError
 */
export async function checkDicom(given: CheckDicomOptions): Promise<CheckedInput> {
  const options = parseOptions(checkDicomSchema, given);
  const { log } = options;
  checkDicomSource(options);
  const model = await loadModel(options.model);
  checkChannels(model, true);
  const demands = modelDemands(model);
  const study = await openDicomStudy(options, takesCt(model), log);
  try {
    const { inputCheck } = await readStudy(study, log, demands);
    return { ...inputCheck, suv: suvOrigin(study) };
  } finally {
    await study.close();
  }
}
