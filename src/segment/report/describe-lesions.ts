import type { Components } from '../../array/connected-components.js';
import type { Shape } from '../../array/grid.js';
import { deauvilleScore } from '../../lesions/deauville.js';
import { greatestOfEach } from '../../lesions/greatest-of-each.js';
import type { Lesion, LesionUptake, MeasuredLesions } from '../../lesions/measured-lesions.js';
import { type BodyPlace, placeInBody } from '../../lesions/place-in-body.js';
import type { Study } from '../study/read-study.js';
import type { Anatomy } from './anatomy.js';
import { lesionConfidence } from './lesion-confidence.js';
import type { LeanUptake, LesionRow } from './lesion-row.js';
import type { NetworkView } from './network-view.js';

/** What else is known of lesions. */
export interface KnownOfLesions {
  readonly anatomy: Anatomy;
  /** Null where no network was asked. */
  readonly network: NetworkView | null;
  /** What makes SUL of SUV; null where it is not known. */
  readonly leanShare: number | null;
  /** Of each component; null without organs. */
  readonly organs: readonly (string | null)[] | null;
}

/**
 * What is told of each lesion: its measures, where in the body it lies, what healthy tissue says of it, and how sure the network was.
 *
 * @param components of the mask on the PET's grid that was measured
 */
export function describeLesions(
  { lesions }: MeasuredLesions,
  components: Components,
  { pet }: Study,
  { anatomy: { landmarks, references }, network, organs, leanShare }: KnownOfLesions,
): LesionRow[] {
  const placeOf = ({ centre }: Lesion): BodyPlace =>
    landmarks === null ? nowhere : placeInBody(landmarks, pet, centre.index);
  const { percistSuvPeak } = references;
  const [width, height, depth] = pet.size;
  const shape: Shape = [depth, height, width];
  const certainties = network && greatestOfEach(components, shape, network.certainty);
  const confidence = network?.confidence ?? null;
  const confidenceIn = ({ component, volumeMl }: Lesion): number | null =>
    confidence && lesionConfidence(confidence, certainties![component]!, volumeMl);
  return lesions.map((lesion) => ({
    number: lesion.number,
    ...placeOf(lesion),
    organ: organs && organs[lesion.component]!,
    centre: lesion.centre,
    volumeMl: lesion.volumeMl,
    ...lesion.uptake!,
    ...leanUptake(lesion.uptake!, leanShare),
    longestDiameterMm: lesion.longestDiameterMm,
    nearestMm: lesion.nearestMm,
    certainty: certainties && certainties[lesion.component]!,
    confidence: confidenceIn(lesion),
    isMeasurable:
      percistSuvPeak === null || lesion.uptake!.suvPeak === null
        ? null
        : lesion.uptake!.suvPeak >= percistSuvPeak,
    deauville: deauvilleScore(lesion.uptake!.suvMax, references),
  }));
}

function leanUptake({ suvMax, suvMean, suvPeak }: LesionUptake, share: number | null): LeanUptake {
  return {
    sulMax: share && suvMax * share,
    sulMean: share && suvMean * share,
    sulPeak: share && suvPeak && suvPeak * share,
  };
}

const nowhere: BodyPlace = { region: null, side: null };
