import type { References } from './find-references.js';

/** Of the five-point scale; 1, no uptake, no lesion has. */
export type Deauville = 2 | 3 | 4 | 5;

// Markedly more than the liver: Barrington et al., J Clin Oncol 2014, name two to three times its highest.
const markedly = 2;

/**
 * The Deauville score that a lesion's SUVmax would have by arithmetic: 2 up to the blood pool's highest SUV, 3 up to the liver's, 4 up to
 * twice the liver's, 5 above. A score is given by a reader who sees where the uptake is; this is arithmetic, not a reading.
 *
 * @param suvMax g/ml
 * @returns null without both references
 */
export function deauvilleOf(suvMax: number, { liver, bloodPool }: References): Deauville | null {
  if (liver.region === null || bloodPool.region === null) return null;
  if (suvMax > markedly * liver.region.suvMax) return 5;
  if (suvMax > liver.region.suvMax) return 4;
  return suvMax > bloodPool.region.suvMax ? 3 : 2;
}
