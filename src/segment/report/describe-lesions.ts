import type { Components } from '../../array/connected-components.js';
import { greatestOfEach } from '../../lesions/greatest-of-each.js';
import type { Lesion, MeasuredLesions } from '../../lesions/measured-lesions.js';
import { type BodyPlace, placeInBody } from '../../lesions/place-in-body.js';
import type { CertaintyAt } from '../postprocess/certainty-at.js';
import type { Study } from '../study/read-study.js';
import type { Anatomy } from './anatomy.js';
import type { LesionRow } from './lesion-row.js';

/**
 * What is told of each lesion: its measures, where in the body it lies, and how sure the network was.
 *
 * @param components of the mask on the PET's grid that was measured
 * @param certainty null where no network was asked
 */
export function describeLesions(
  { lesions }: MeasuredLesions,
  components: Components,
  { pet }: Study,
  { landmarks, references }: Anatomy,
  certainty: CertaintyAt | null,
): LesionRow[] {
  const placeOf = ({ centre }: Lesion): BodyPlace =>
    landmarks === null ? nowhere : placeInBody(landmarks, pet, centre.index);
  const { percistSuvPeak } = references;
  const [width, height, depth] = pet.size;
  const certainties = certainty && greatestOfEach(components, [depth, height, width], certainty);
  return lesions.map((lesion) => ({
    number: lesion.number,
    ...placeOf(lesion),
    centre: lesion.centre,
    volumeMl: lesion.volumeMl,
    ...lesion.uptake!,
    longestDiameterMm: lesion.longestDiameterMm,
    nearestMm: lesion.nearestMm,
    certainty: certainties && certainties[lesion.component]!,
    isMeasurable:
      percistSuvPeak === null || lesion.uptake!.suvPeak === null
        ? null
        : lesion.uptake!.suvPeak >= percistSuvPeak,
  }));
}

const nowhere: BodyPlace = { region: null, side: null };
