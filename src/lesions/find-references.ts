import type { BodyLandmarks } from './body-landmarks.js';
import { coarseTissue, type TissueImages } from './coarse-tissue.js';
import { findLiver } from './find-liver.js';
import { notFound, type Reference } from './reference-region.js';

/** Healthy tissue of a study, and what PERCIST makes of it. */
export interface References {
  readonly liver: Reference;
  /** From which SUVpeak on a lesion is measurable, g/ml; null without a liver. */
  readonly percistSuvPeak: number | null;
}

/**
 * Finds and measures the liver by PET and CT, or says why not.
 *
 * @param images null without a CT
 * @param landmarks null where the CT shows no body
 */
export function findReferences(
  images: TissueImages | null,
  landmarks: BodyLandmarks | null,
): References {
  const liver = liverOf(images, landmarks);
  return { liver, percistSuvPeak: liver.region && percistThreshold(liver.region) };
}

function liverOf(images: TissueImages | null, landmarks: BodyLandmarks | null): Reference {
  if (images === null) return notFound('there is no CT to look in');
  if (landmarks === null) return notFound('the CT shows no body');
  return findLiver(images, landmarks, coarseTissue(images, landmarks.body));
}

/**
 * PERCIST 1.0 (Wahl et al., J Nucl Med 2009): 1.5 × mean + 2 SD of the liver. It asks for SUL; weight and lean mass cancel, so that SUV
 * and SUL give the same verdict.
 */
function percistThreshold({ suvMean, suvSd }: { suvMean: number; suvSd: number }): number {
  return 1.5 * suvMean + 2 * suvSd;
}
