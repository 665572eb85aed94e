import { type Components, connectedComponents } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import type { Volume } from '../../image/volume.js';
import { measureLesions } from '../../lesions/measure-lesions.js';
import type { MeasuredLesions } from '../../lesions/measured-lesions.js';
import type { OrganMap } from '../../lesions/organ-map.js';
import { organsOfLesions } from '../../lesions/organs-of-lesions.js';
import type { SuvThreshold } from '../../lesions/suv-threshold.js';
import type { Log } from '../../log.js';
import { leanShare } from '../../suv/lean-share.js';
import type { Patient } from '../../suv/patient.js';
import type { Study } from '../study/read-study.js';
import { type Anatomy, anatomyOf } from './anatomy.js';
import { describeLesions } from './describe-lesions.js';
import { type FoundLesions, foundLesions } from './found-lesions.js';
import type { NetworkView } from './network-view.js';
import { type MaskOfLesions, refineMask } from './refine-mask.js';

/** How lesions are looked at. */
export interface LesionsWanted {
  /** Null for the mask as it is. */
  readonly suvThreshold: SuvThreshold | null;
  /** Null where no network was asked. */
  readonly network: NetworkView | null;
  /** Null where no model has any. */
  readonly organs: OrganMap | null;
  readonly patient: Patient;
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
  { suvThreshold, network, organs, patient, log }: LesionsWanted,
): StudyLesions {
  const [width, height, depth] = mask.size;
  const shape: Shape = [depth, height, width];
  const whole = connectedComponents(mask.data, shape, 18);
  const anatomy = anatomyOf(study, mask.data, organs);
  const { percistSuvPeak } = anatomy.references;
  const refined = refineMask({ mask, components: whole }, study, suvThreshold, percistSuvPeak, log);
  const { components, refinement } = refined;
  const measured = measureLesions(components, mask, study.pet.data);
  const organsOfWhole = organs && organsOfLesions(whole, mask.data, shape, organs);
  const told = {
    anatomy,
    network,
    leanShare: leanShare(patient),
    organs: organsOfWhole && ofParts(organsOfWhole, whole, components),
  };
  const table = describeLesions(measured, components, study, told);
  // What was calibrated is the network's own mask.
  const range = refinement === null && network !== null ? network.volumeRange : null;
  const lesions = foundLesions(measured, table, { refinement, range, patient });
  return { mask: refined.mask, components, measured, anatomy, lesions };
}

/** What holds for a component holds for all parts that are left of it. */
function ofParts<T>(told: readonly T[], whole: Components, parts: Components): readonly T[] {
  if (parts === whole) return told;
  const ofPart: T[] = [];
  let run = 0;
  for (const [k, first] of parts.start.entries()) {
    while (whole.start[run]! + whole.length[run]! <= first) run++;
    ofPart[parts.component[k]!] = told[whole.component[run]!]!;
  }
  return ofPart;
}
