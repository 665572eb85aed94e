import { InputError } from '../../errors.js';
import { writeJson } from '../../files/write-json.js';
import { type PlannedFile, writeTogether } from '../../files/write-together.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Volume } from '../../image/volume.js';
import { readMask } from '../../lesions/read-mask.js';
import { version } from '../../version.js';
import type { Complete } from '../options/segment-options.js';
import { findLesions } from '../report/find-lesions.js';
import { pageText } from '../report/page-text.js';
import { resultFiles } from '../report/result-files.js';
import { suvOrigin } from '../report/suv-origin.js';
import type { Found } from '../segment-study.js';
import { heedInputCheck } from '../study/heed-input-check.js';
import type { OpenStudy } from '../study/open-study.js';
import { readStudy, type Study } from '../study/read-study.js';
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
  const { log } = options;
  const study = await readStudy(opened, log);
  heedInputCheck(study.inputCheck, options.acceptInput, log);
  const mask = await maskOn(study, options);
  const { suvThreshold } = options;
  const found = findLesions(study, mask, { suvThreshold, network: null, organs: null, log });
  const result: MeasureResult = {
    autopet: version,
    pet: opened.pet.path,
    ct: opened.ct?.path ?? null,
    mask: options.mask,
    inputCheck: study.inputCheck,
    suv: suvOrigin(opened),
    references: found.anatomy.references,
    lesions: found.lesions,
  };
  const text = () => pageText(result, [['Mask', 'as it was given; no network was asked']]);
  const files = [
    ...resultFiles(options, { study, found, pageText: text }),
    ...(await alsoWritten({ ...found, pet: study.pet, places: found.lesions.table })),
  ];
  const { report } = options;
  if (report !== null) {
    files.push({ path: report, write: (partial) => writeJson(partial, measureReportOf(result)) });
  }
  return writeTogether(files, async () => result);
}

/** The mask with the PET's own geometry, to the last digit. */
async function maskOn(
  { pet }: Study,
  { mask: path, label, log }: Pick<Complete<MeasureOptions>, 'mask' | 'label' | 'log'>,
): Promise<Volume<Uint8Array>> {
  const mask = await readMask(path, label, (remark) => log.warn({ mask: path }, remark));
  if (!sameGrid(mask, pet)) {
    throw new InputError(
      `${path} does not lie on the PET's grid: ${mask.size.join(' x ')} voxels of ${mask.spacing.join(' x ')} mm, or elsewhere; the PET has ${pet.size.join(' x ')} of ${pet.spacing.join(' x ')} mm. Save it on the PET's grid, or give the PET that it was drawn on.`,
    );
  }
  const { size, spacing, origin, direction } = pet;
  return { size, spacing, origin, direction, data: mask.data };
}
