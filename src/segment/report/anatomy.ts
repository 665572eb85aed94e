import { type BodyLandmarks, findLandmarks } from '../../lesions/body-landmarks.js';
import { findReferences, type References } from '../../lesions/find-references.js';
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
 */
export function anatomyOf({ pet, ct }: Study, lesions: Uint8Array): Anatomy {
  if (ct === null) return { landmarks: null, references: findReferences(null, null) };
  const landmarks = findLandmarks(ct.data, pet);
  const images = { grid: pet, pet: pet.data, ct: ct.data, lesions };
  return { landmarks, references: findReferences(images, landmarks) };
}
