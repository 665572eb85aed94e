import type { Components } from '../array/connected-components.js';
import type { Voxels } from '../array/voxels.js';
import type { ThresholdRule } from './suv-threshold.js';
import { uptakeOf } from './uptake.js';

/** What reaches the threshold, and what has gone. */
export interface RefinedMask {
  /** [z,y,x]: 1 in what stays of lesions. */
  readonly mask: Uint8Array<ArrayBuffer>;
  readonly voxelsGone: number;
  /** Lesions of which no voxel is left. */
  readonly lesionsGone: number;
}

/**
 * Takes those voxels from lesions whose SUV is below a threshold; none is ever added. A lesion may fall into pieces.
 *
 * @param components of the mask, 18-connected
 * @param pet [z,y,x] on the mask's grid, SUV in g/ml
 * @param rule an SUV, or a share of the highest SUV of each lesion
 */
export function refineLesions(
  components: Components,
  pet: Voxels,
  rule: Exclude<ThresholdRule, { kind: 'liver' }>,
): RefinedMask {
  const { count, start, length, component, voxels } = components;
  const least =
    rule.kind === 'suv'
      ? new Float64Array(count).fill(rule.suv)
      : uptakeOf(components, pet).max.map((suvMax) => rule.share * suvMax);
  const mask = new Uint8Array(pet.length);
  const kept = new Int32Array(count);
  for (const [run, first] of start.entries()) {
    const lesion = component[run]!;
    for (let i = first; i < first + length[run]!; i++) {
      if (pet[i]! < least[lesion]!) continue;
      mask[i] = 1;
      kept[lesion]!++;
    }
  }
  const sum = (values: Int32Array): number => values.reduce((a, b) => a + b, 0);
  return {
    mask,
    voxelsGone: sum(voxels) - sum(kept),
    lesionsGone: kept.filter((left) => left === 0).length,
  };
}
