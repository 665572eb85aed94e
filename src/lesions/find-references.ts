import type { BodyLandmarks } from './body-landmarks.js';
import type { TissueImages } from './coarse-tissue.js';
import { bloodPoolInOrgans, hasLiver, liverInOrgans } from './find-in-organs.js';
import { findLiver } from './find-liver.js';
import type { OrganMap } from './organ-map.js';
import { notFound, type Reference } from './reference-region.js';

/** Healthy tissue of a study, and what PERCIST makes of it. */
export interface References {
  readonly liver: Reference;
  readonly bloodPool: Reference;
  /** From which SUVpeak on a lesion is measurable, g/ml; null without a liver. */
  readonly percistSuvPeak: number | null;
}

/** What healthy tissue is looked for in. */
export interface ReferenceSources {
  readonly images: Omit<TissueImages, 'ct'> & { readonly ct: TissueImages['ct'] | null };
  /** Null where no CT shows a body. */
  readonly landmarks: BodyLandmarks | null;
  /** Of the model or the user; null where there is none. */
  readonly organs: OrganMap | null;
}

/** Finds and measures liver and blood pool, or says why not: in the model's organs, the liver else by PET and CT. */
export function findReferences(sources: ReferenceSources): References {
  const liver = liverOf(sources);
  return {
    liver,
    bloodPool: bloodPoolOf(sources),
    percistSuvPeak: liver.region && percistThreshold(liver.region),
  };
}

function liverOf({ images, landmarks, organs }: ReferenceSources): Reference {
  const { ct } = images;
  if (organs !== null && hasLiver(organs)) return liverInOrgans({ ...images, organs });
  if (ct === null) return notFound('there is no CT to look in');
  if (landmarks === null) return notFound('the CT shows no body');
  return findLiver({ ...images, ct }, landmarks);
}

function bloodPoolOf({ images, landmarks, organs }: ReferenceSources): Reference {
  if (organs === null) return notFound('there is no organ map to find the aorta in');
  return bloodPoolInOrgans({ ...images, organs }, landmarks);
}

/**
 * PERCIST 1.0 (Wahl et al., J Nucl Med 2009): 1.5 × mean + 2 SD of the liver. It asks for SUL; weight and lean mass cancel, so that SUV
 * and SUL give the same verdict.
 */
function percistThreshold({ suvMean, suvSd }: { suvMean: number; suvSd: number }): number {
  return 1.5 * suvMean + 2 * suvSd;
}
