import type { TissueImages } from './coarse-tissue.js';
import { measureRegion, notFound, type Reference } from './reference-region.js';
import { deepPlaces, type SampledMask } from './sampled-mask.js';

const radiusMm = 15;
// The sphere and what the PET blurs into it from outside.
const depthMm = 22;
const mostVariation = 0.25;

/**
 * Lays a sphere of 3 cm where a mask of liver is deepest, and measures it.
 *
 * @param liver the part of it that is to be looked in
 */
export function layLiverSphere(
  { pet, grid }: Pick<TissueImages, 'pet' | 'grid'>,
  liver: SampledMask,
): Reference {
  const [deepest] = deepPlaces(liver, depthMm);
  if (deepest === undefined) return notFound('no sphere of 3 cm fits into what looks like liver');
  const centre = liver.worldOf(deepest.sample);
  const region = measureRegion(pet, grid, { centre, radiusMm, heightMm: null });
  if (region === null) return notFound('the voxels are too large for a sphere of 3 cm');
  if (region.suvSd > mostVariation * region.suvMean) {
    return notFound('what looks like liver has too uneven an uptake');
  }
  return { region, notFound: null };
}
