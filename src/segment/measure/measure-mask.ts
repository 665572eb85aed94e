import { type Components, connectedComponents } from '../../array/connected-components.js';
import { InputError } from '../../errors.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Volume } from '../../image/volume.js';
import { measureLesions } from '../../lesions/measure-lesions.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import { readMask } from '../../lesions/read-mask.js';
import { version } from '../../version.js';
import type { Complete } from '../options/segment-options.js';
import { type Anatomy, anatomyOf } from '../report/anatomy.js';
import { describeLesions } from '../report/describe-lesions.js';
import { foundLesions } from '../report/found-lesions.js';
import type { LesionRow } from '../report/lesion-row.js';
import { suvOrigin } from '../report/suv-origin.js';
import { heedInputCheck } from '../study/heed-input-check.js';
import type { OpenStudy } from '../study/open-study.js';
import { type ReadStudy, readStudy, type Study } from '../study/read-study.js';
import type { MeasureOptions } from './measure-options.js';
import type { MeasureResult } from './measure-result.js';

/** A study that was read, its mask, and what was measured of both. */
export interface MeasuredMask {
  readonly study: ReadStudy;
  readonly mask: Volume<Uint8Array>;
  /** Of the mask. */
  readonly components: Components;
  readonly measured: MeasuredLesions;
  readonly table: readonly LesionRow[];
  readonly anatomy: Anatomy;
  readonly result: MeasureResult;
}

type MaskChoice = Pick<Complete<MeasureOptions>, 'mask' | 'label' | 'acceptInput' | 'log'>;

/**
 * Reads a study that has been opened, and measures the lesions of its mask.
 *
 * @throws InputError, ResourceError
 */
export async function measureMask(opened: OpenStudy, options: MaskChoice): Promise<MeasuredMask> {
  const { log } = options;
  const study = await readStudy(opened, log);
  heedInputCheck(study.inputCheck, options.acceptInput, log);
  const mask = await maskOn(study, options);
  const [width, height, depth] = mask.size;
  const components = connectedComponents(mask.data, [depth, height, width], 18);
  const measured = measureLesions(components, mask, study.pet.data);
  const anatomy = anatomyOf(study, mask.data);
  const table = describeLesions(measured, components, study, anatomy, null);
  const result: MeasureResult = {
    autopet: version,
    pet: opened.pet.path,
    ct: opened.ct?.path ?? null,
    mask: options.mask,
    inputCheck: study.inputCheck,
    suv: suvOrigin(opened),
    references: anatomy.references,
    lesions: foundLesions(measured, table),
  };
  return { study, mask, components, measured, table, anatomy, result };
}

/** The mask with the PET's own geometry, to the last digit. */
async function maskOn(
  { pet }: Study,
  { mask: path, label, log }: MaskChoice,
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
