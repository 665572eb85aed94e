import type { References } from './find-references.js';

/** 1, no uptake, is none of a lesion's. */
export type DeauvilleScore = 2 | 3 | 4 | 5;

const markedly = 2;

/**
 * The score of the five-point scale (Barrington et al., J Clin Oncol 2014) that a lesion's SUVmax gives by arithmetic: 2 up to the SUVmax of
 * the blood pool, 3 up to that of the liver, 4 up to twice that, 5 above. It is no reading.
 *
 * @param suvMax of the lesion, g/ml
 * @returns null without liver or blood pool
 */
export function deauvilleScore(
  suvMax: number,
  { liver, bloodPool }: Pick<References, 'liver' | 'bloodPool'>,
): DeauvilleScore | null {
  if (liver.region === null || bloodPool.region === null) return null;
  if (suvMax > markedly * liver.region.suvMax) return 5;
  if (suvMax > liver.region.suvMax) return 4;
  return suvMax > bloodPool.region.suvMax ? 3 : 2;
}
