import type { Voxels } from '../../array/voxels.js';
import { type Volume, voxelMillilitres } from '../../image/volume.js';
import type { TissueUptake } from './check-pet-values.js';
import { oddStep } from './describe-values.js';

const softTissueHu = [-300, 300] as const;
const fatHu = [-130, -60] as const;
// Of fewer a few at the edge of a hot organ could be most.
const leastFat = 200;

/**
 * Measures the uptake in soft tissue. Voxels without any uptake are left out: that is where a PET was
 * padded.
 *
 * @param ct on the PET's grid, in HU
 * @param ctPadding what the CT was padded with, which is no tissue
 * @returns null where there is no soft tissue
 */
export function measureTissue(
  { data: pet, spacing }: Volume<Voxels>,
  ct: Voxels,
  ctPadding: number | null,
): TissueUptake | null {
  const step = oddStep(pet.length);
  const uptake = new Float64Array(Math.ceil(pet.length / step));
  const ofFat: number[] = [];
  let count = 0;
  for (let i = 0; i < pet.length; i += step) {
    const isTissue = ct[i]! > softTissueHu[0] && ct[i]! < softTissueHu[1] && ct[i] !== ctPadding;
    if (!isTissue || pet[i] === 0) continue;
    uptake[count++] = pet[i]!;
    if (ct[i]! > fatHu[0] && ct[i]! < fatHu[1]) ofFat.push(pet[i]!);
  }
  if (count === 0) return null;
  const sorted = uptake.subarray(0, count).sort();
  return {
    lowerQuartile: sorted[count >> 2]!,
    median: sorted[count >> 1]!,
    fatMedian: ofFat.length < leastFat ? null : ofFat.sort((a, b) => a - b)[ofFat.length >> 1]!,
    voxels: count * step,
    litres: (count * step * voxelMillilitres(spacing)) / 1000,
  };
}
