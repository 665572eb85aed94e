import type { BodyLandmarks } from './body-landmarks.js';
import { coarseTissue, type TissueImages } from './coarse-tissue.js';
import { findBloodPool } from './find-blood-pool.js';
import { findLiver } from './find-liver.js';
import { notFound, type Reference } from './reference-region.js';

/** Healthy tissue of a study, and what PERCIST makes of it. */
export interface References {
  readonly liver: Reference;
  readonly bloodPool: Reference;
  readonly percist: PercistThreshold | null;
}

/** From which SUVpeak on a lesion is measurable. */
export interface PercistThreshold {
  /** g/ml. */
  readonly suvPeak: number;
  readonly from: 'liver' | 'blood pool';
}

/**
 * Finds and measures the liver and the blood pool by PET and CT, each or its refusal.
 *
 * @param images null without a CT
 * @param landmarks null where the CT shows no body
 */
export function findReferences(
  images: TissueImages | null,
  landmarks: BodyLandmarks | null,
): References {
  if (images === null || landmarks === null) {
    const none = notFound(images === null ? 'there is no CT to look in' : 'the CT shows no body');
    return { liver: none, bloodPool: none, percist: null };
  }
  const tissue = coarseTissue(images, landmarks.body);
  const liver = findLiver(images, landmarks, tissue);
  const bloodPool = findBloodPool(images, landmarks, tissue);
  return { liver, bloodPool, percist: percistThreshold(liver, bloodPool) };
}

/**
 * PERCIST 1.0 (Wahl et al., J Nucl Med 2009): 1.5 × mean + 2 SD of the liver, or 2 × mean + 2 SD of the blood pool where there is no
 * liver to measure. It asks for SUL; weight and lean mass cancel, so that SUV and SUL give the same verdict.
 */
export function percistThreshold(liver: Reference, bloodPool: Reference): PercistThreshold | null {
  if (liver.region !== null) {
    const { suvMean, suvSd } = liver.region;
    return { suvPeak: 1.5 * suvMean + 2 * suvSd, from: 'liver' };
  }
  if (bloodPool.region === null) return null;
  const { suvMean, suvSd } = bloodPool.region;
  return { suvPeak: 2 * suvMean + 2 * suvSd, from: 'blood pool' };
}
