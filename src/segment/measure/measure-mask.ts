import { InputError } from '../../errors.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Volume } from '../../image/volume.js';
import type { OrganMap } from '../../lesions/organ-map.js';
import { readMask } from '../../lesions/read-mask.js';
import { version } from '../../version.js';
import type { Complete } from '../options/segment-options.js';
import { readOrganMap } from '../organs/read-organ-map.js';
import { findLesions, type StudyLesions } from '../report/find-lesions.js';
import { suvOrigin } from '../report/suv-origin.js';
import { heedInputCheck } from '../study/heed-input-check.js';
import type { OpenStudy } from '../study/open-study.js';
import { type ReadStudy, readStudy, type Study } from '../study/read-study.js';
import type { MeasureOptions } from './measure-options.js';
import type { MeasureResult } from './measure-result.js';

/** A study that was read, and what was measured of its mask. */
export interface MeasuredMask {
  readonly study: ReadStudy;
  readonly found: StudyLesions;
  readonly result: MeasureResult;
}

type MaskChoice = Pick<
  Complete<MeasureOptions>,
  'mask' | 'label' | 'organs' | 'organNames' | 'suvThreshold' | 'acceptInput' | 'log'
>;

/**
 * Reads a study that has been opened, and measures the lesions of its mask.
 *
 * @throws InputError, ResourceError
 */
export async function measureMask(opened: OpenStudy, options: MaskChoice): Promise<MeasuredMask> {
  const { suvThreshold, log } = options;
  const study = await readStudy(opened, log);
  heedInputCheck(study.inputCheck, options.acceptInput, log);
  const mask = await maskOn(study, options);
  const organs = await organsOn(study, options);
  const { patient } = opened;
  const found = findLesions(study, mask, {
    suvThreshold,
    network: null,
    organs,
    patient,
    log,
  });
  const result: MeasureResult = {
    autopet: version,
    pet: opened.pet.path,
    ct: opened.ct?.path ?? null,
    mask: options.mask,
    organs: options.organs,
    inputCheck: study.inputCheck,
    suv: suvOrigin(opened),
    patient,
    references: found.anatomy.references,
    lesions: found.lesions,
  };
  return { study, found, result };
}

/** Null where no map is given. */
async function organsOn(
  { pet }: Study,
  { organs, organNames, log }: Pick<MaskChoice, 'organs' | 'organNames' | 'log'>,
): Promise<OrganMap | null> {
  if (organs === null) return null;
  return readOrganMap({ organs, organNames }, pet, (remark) => log.warn({ organs }, remark));
}

/** The mask with the PET's own geometry, to the last digit. */
async function maskOn(
  { pet }: Study,
  { mask: path, label, log }: Pick<MaskChoice, 'mask' | 'label' | 'log'>,
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
