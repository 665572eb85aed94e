import { parseOptions } from '../../options/parse-options.js';
import type { Complete } from '../options/segment-options.js';
import { openStudy } from '../study/open-study.js';
import { checkMeasureOutputs } from './check-measure-outputs.js';
import { checkOrgans } from './check-organs.js';
import { type MeasureOptions, measureSchema } from './measure-options.js';
import type { MeasureResult } from './measure-result.js';
import { measureStudy } from './measure-study.js';

/**
 * Measures the lesions of a mask that is there already, one that a physician has corrected, say: the numbers, table and page that
 * `segment` gives of its own.
 *
 * @throws InputError when an image cannot be used, or the mask does not lie on the PET's grid
 * @throws OptionError, UsageError, ResourceError
 */
export async function measure(given: MeasureOptions): Promise<MeasureResult> {
  const options: Complete<MeasureOptions> = parseOptions(measureSchema, given);
  checkOrgans(options);
  await checkMeasureOutputs(options);
  const opened = await openStudy(options, options.log);
  return measureStudy(opened, options);
}
