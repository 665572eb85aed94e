import { type BodyLandmarks, findLandmarks } from '../../lesions/body-landmarks.js';
import { findReferences, type References } from '../../lesions/find-references.js';
import type { OrganMap } from '../../lesions/organ-map.js';
import type { Study } from '../study/read-study.js';

/** What a study shows of the body beside its lesions. */
export interface Anatomy {
  /** Null without a CT, or where it shows no body. */
  readonly landmarks: BodyLandmarks | null;
  readonly references: References;
}

/**
 * Looks for landmarks and healthy tissue.
 *
 * @param lesions [z,y,x] on the study's grid: no healthy tissue
 * @param organs of the model; null where it has none. In a rough map no healthy tissue is looked for: PET and CT tell better
 */
export function anatomyOf(
  { pet, ct }: Study,
  lesions: Uint8Array,
  organs: OrganMap | null,
): Anatomy {
  const landmarks = ct && findLandmarks(ct.data, pet);
  const images = { grid: pet, pet: pet.data, ct: ct?.data ?? null, lesions };
  const exact = organs?.isRough ? null : organs;
  return { landmarks, references: findReferences({ images, landmarks, organs: exact }) };
}
