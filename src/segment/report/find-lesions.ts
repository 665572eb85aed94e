import { connectedComponents } from '../../array/connected-components.js';
import type { Volume } from '../../image/volume.js';
import { measureLesions } from '../../lesions/measure-lesions.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import type { SuvThreshold } from '../../lesions/suv-threshold.js';
import type { Log } from '../../log.js';
import type { CertaintyAt } from '../postprocess/certainty-at.js';
import type { Study } from '../study/read-study.js';
import { type Anatomy, anatomyOf } from './anatomy.js';
import { describeLesions } from './describe-lesions.js';
import { type FoundLesions, foundLesions } from './found-lesions.js';
import { type MaskOfLesions, refineMask } from './refine-mask.js';

/** How lesions are looked at. */
export interface LesionsWanted {
  /** Null for the mask as it is. */
  readonly suvThreshold: SuvThreshold | null;
  /** Null where no network was asked. */
  readonly certainty: CertaintyAt | null;
  readonly log: Log;
}

/** The lesions of a study, all that is told of them, and of the body. */
export interface StudyLesions extends MaskOfLesions {
  readonly measured: MeasuredLesions;
  readonly anatomy: Anatomy;
  readonly lesions: FoundLesions;
}

/**
 * Looks at the lesions of a mask: refines them where that is wanted, measures, numbers and describes them.
 *
 * @param mask on the study's grid, 1 in lesions
 */
export function findLesions(
  study: Study,
  mask: Volume<Uint8Array>,
  { suvThreshold, certainty, log }: LesionsWanted,
): StudyLesions {
  const [width, height, depth] = mask.size;
  const given = { mask, components: connectedComponents(mask.data, [depth, height, width], 18) };
  const anatomy = anatomyOf(study, mask.data);
  const { percistSuvPeak } = anatomy.references;
  const refined = refineMask(given, study, suvThreshold, percistSuvPeak, log);
  const { components, refinement } = refined;
  const measured = measureLesions(components, mask, study.pet.data);
  const table = describeLesions(measured, components, study, anatomy, certainty);
  const lesions = foundLesions(measured, table, refinement);
  return { mask: refined.mask, components, measured, anatomy, lesions };
}
