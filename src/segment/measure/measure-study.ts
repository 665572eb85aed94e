import { writeJson } from '../../files/write-json.js';
import { type PlannedFile, writeTogether } from '../../files/write-together.js';
import type { Complete } from '../options/segment-options.js';
import { pageText } from '../report/page-text.js';
import { resultFiles } from '../report/result-files.js';
import type { Found } from '../segment-study.js';
import type { OpenStudy } from '../study/open-study.js';
import { measureMask } from './measure-mask.js';
import type { MeasureOptions } from './measure-options.js';
import { type MeasureResult, measureReportOf } from './measure-result.js';

/**
 * Measures the lesions of a mask of a study that has been opened, onto outputs that were checked. All outputs are written, or none.
 *
 * @param alsoWritten what else is written of what was found
 * @throws InputError, UsageError, ResourceError
 */
export async function measureStudy(
  opened: OpenStudy,
  options: Omit<Complete<MeasureOptions>, 'pet' | 'ct'>,
  alsoWritten: (found: Found) => Promise<readonly PlannedFile[]> = async () => [],
): Promise<MeasureResult> {
  const { study, found, result } = await measureMask(opened, options);
  const text = () => pageText(result, [['Mask', 'as it was given; no network was asked']]);
  const files = [
    ...resultFiles(options, { study, found, pageText: text }),
    ...(await alsoWritten({
      ...found,
      patient: opened.patient,
      pet: study.pet,
      places: found.lesions.table,
    })),
  ];
  const { report } = options;
  if (report !== null) {
    files.push({ path: report, write: (partial) => writeJson(partial, measureReportOf(result)) });
  }
  return writeTogether(files, async () => result);
}
