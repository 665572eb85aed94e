import type { Voxels } from '../../array/voxels.js';
import { describeNumber as n } from './describe-number.js';
import { oddStep } from './describe-values.js';
import type { Finding } from './input-check.js';

// Arms beside the CT's field of view hold a few per cent of the uptake; more is worth a word.
const expectedShare = 0.05;
const muchShare = 0.5;

/**
 * Tells how much of the PET's uptake lies where there is no CT.
 *
 * @param ct on the PET's grid
 * @param outside its value where the CT does not reach
 */
export function checkOverlap(pet: Voxels, ct: Voxels, outside: number): Finding[] {
  let [total, beside] = [0, 0];
  for (let i = 0, step = oddStep(ct.length); i < ct.length; i += step) {
    const uptake = Math.max(0, pet[i]!);
    total += uptake;
    if (ct[i] === outside) beside += uptake;
  }
  const share = total > 0 ? beside / total : 0;
  if (share <= expectedShare) return [];
  return [
    {
      code: share > muchShare ? 'overlap' : 'ct-field-cut',
      image: 'CT',
      severity: 'warn',
      measured: `it does not reach ${n(Math.round(100 * share))} % of the PET's uptake; there it is taken as air`,
      expected: `a CT of all that the PET shows, but for ${100 * expectedShare} % of the uptake (arms)`,
      advice: 'Check that both belong to one study.',
    },
  ];
}
