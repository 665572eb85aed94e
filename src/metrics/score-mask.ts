import type { Shape } from '../resample/grid.js';
import { type Components, connectedComponents } from './connected-components.js';

/** How a mask agrees with its reference, by the challenge's rules. */
export interface MaskScore {
  /** 2 |A ∩ B| / (|A| + |B|); null when the reference is empty. */
  readonly dice: number | null;
  /** Volume of predicted components that touch no reference voxel, ml. */
  readonly falsePositiveMl: number;
  /** Volume of reference components that touch no predicted voxel, ml; null without reference. */
  readonly falseNegativeMl: number | null;
  readonly referenceLesions: number;
  /** Reference components that a predicted voxel touches. */
  readonly lesionsFound: number;
  readonly predictedLesions: number;
  /** Predicted components that touch no reference voxel. */
  readonly falseLesions: number;
}

/**
 * Scores a binary mask. Components are 18-connected, and one counts as found by a single common
 * voxel, as in the challenge's evaluation.
 *
 * @param mask, reference [z,y,x] on the same grid; every voxel other than 0 is lesion
 * @param voxelMillilitres volume of one voxel, ml
 */
export function scoreMask(
  mask: Uint8Array,
  reference: Uint8Array,
  shape: Shape,
  voxelMillilitres: number,
): MaskScore {
  const predicted = connectedComponents(mask, shape, 18);
  const expected = connectedComponents(reference, shape, 18);
  const falsePositives = untouched(predicted, reference);
  const falseNegatives = untouched(expected, mask);
  const isEmpty = expected.count === 0;
  return {
    dice: isEmpty ? null : diceOf(predicted, expected, reference),
    falsePositiveMl: falsePositives.voxels * voxelMillilitres,
    falseNegativeMl: isEmpty ? null : falseNegatives.voxels * voxelMillilitres,
    referenceLesions: expected.count,
    lesionsFound: expected.count - falseNegatives.count,
    predictedLesions: predicted.count,
    falseLesions: falsePositives.count,
  };
}

function diceOf(predicted: Components, expected: Components, reference: Uint8Array): number {
  let common = 0;
  for (let run = 0; run < predicted.start.length; run++) {
    const end = predicted.start[run]! + predicted.length[run]!;
    for (let i = predicted.start[run]!; i < end; i++) if (reference[i] !== 0) common++;
  }
  const total = (components: Components): number => components.voxels.reduce((a, b) => a + b, 0);
  return (2 * common) / (total(predicted) + total(expected));
}

/** Components without a single voxel in the other mask. */
function untouched(
  { count, start, length, component, voxels }: Components,
  other: Uint8Array,
): { count: number; voxels: number } {
  const isTouched = new Uint8Array(count);
  for (let run = 0; run < start.length; run++) {
    for (let i = start[run]!; i < start[run]! + length[run]!; i++) {
      if (other[i] !== 0) isTouched[component[run]!] = 1;
    }
  }
  const alone = voxels.filter((_, c) => isTouched[c] === 0);
  return { count: alone.length, voxels: alone.reduce((a, b) => a + b, 0) };
}
