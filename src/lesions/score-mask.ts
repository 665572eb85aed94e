import { type Components, connectedComponents } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import { type Overlap, overlapOf } from './overlap.js';

/** How a mask agrees with its reference, by the challenge's rules. */
export interface MaskScore {
  /** 2 |A ∩ B| / (|A| + |B|); null when the reference is empty (see {@link EmptyRule}). */
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
 * What an empty reference gives. `undefined`: neither Dice nor false negatives, as from the
 * challenge's third edition on. `formula`: what the first edition's script computes, no false
 * negatives and a Dice of 0, or of 0/0 (null) when the mask is empty too.
 */
export type EmptyRule = 'undefined' | 'formula';

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
  const overlap = overlapOf(predicted, expected);
  return scoreComponents(predicted, expected, overlap, voxelMillilitres, 'undefined');
}

/**
 * As {@link scoreMask}, of components that are known already.
 *
 * @param predicted, expected 18-connected components of mask and reference
 * @param overlap of the predicted components with the expected ones
 */
export function scoreComponents(
  predicted: Components,
  expected: Components,
  overlap: Overlap,
  voxelMillilitres: number,
  emptyRule: EmptyRule,
): MaskScore {
  const falsePositives = untouched(predicted, overlap.first);
  const falseNegatives = untouched(expected, overlap.second);
  const isUndefined = expected.count === 0 && emptyRule === 'undefined';
  const voxels = total(predicted.voxels) + total(expected.voxels);
  return {
    dice: isUndefined || voxels === 0 ? null : (2 * overlap.common) / voxels,
    falsePositiveMl: falsePositives.voxels * voxelMillilitres,
    falseNegativeMl: isUndefined ? null : falseNegatives.voxels * voxelMillilitres,
    referenceLesions: expected.count,
    lesionsFound: expected.count - falseNegatives.count,
    predictedLesions: predicted.count,
    falseLesions: falsePositives.count,
  };
}

/** Components that are not among the touched ones. */
function untouched(
  { count, voxels }: Components,
  touched: Int32Array,
): { count: number; voxels: number } {
  const isTouched = new Uint8Array(count);
  for (const component of touched) isTouched[component] = 1;
  const alone = voxels.filter((_, component) => isTouched[component] === 0);
  return { count: alone.length, voxels: total(alone) };
}

function total(voxels: Int32Array): number {
  return voxels.reduce((a, b) => a + b, 0);
}
