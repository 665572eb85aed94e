import { connectedComponents } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import { overlapOf } from '../lesions/overlap.js';

/**
 * What a voxel is when a prediction is held against a reference, the more serious the greater: of
 * several in a line of sight the greatest is seen. Whole lesions that were invented or missed are
 * what false positive and false negative volume count; the rims of lesions that were found are not.
 */
export const lesionErrors = {
  /** In neither mask. */
  none: 0,
  /** Predicted only, in a component that touches the reference. */
  falsePositive: 1,
  /** In the reference only, in a component that the prediction touches. */
  falseNegative: 2,
  /** In both. */
  truePositive: 3,
  /** In a predicted component that shares no voxel with the reference. */
  falseLesion: 4,
  /** In a reference component that shares no voxel with the prediction. */
  missedLesion: 5,
} as const;

/**
 * Tells hits and errors apart, voxel by voxel and lesion by lesion (18-connected components).
 *
 * @param predicted, expected [z,y,x]; what is not 0 is lesion
 * @returns [z,y,x], values of {@link lesionErrors}
 */
export function findLesionErrors(
  predicted: Uint8Array,
  expected: Uint8Array,
  shape: Shape,
): Uint8Array {
  const [found, truth] = [
    connectedComponents(predicted, shape, 18),
    connectedComponents(expected, shape, 18),
  ];
  const overlap = overlapOf(found, truth);
  const [isHit, isFound] = [new Set(overlap.first), new Set(overlap.second)];
  const errors = new Uint8Array(expected.length);
  found.start.forEach((start, run) => {
    const kind = isHit.has(found.component[run]!) ? 'falsePositive' : 'falseLesion';
    errors.fill(lesionErrors[kind], start, start + found.length[run]!);
  });
  truth.start.forEach((start, run) => {
    const isMissed = !isFound.has(truth.component[run]!);
    for (let i = start; i < start + truth.length[run]!; i++) {
      if (isMissed) errors[i] = lesionErrors.missedLesion;
      else errors[i] = lesionErrors[errors[i] === 0 ? 'falseNegative' : 'truePositive'];
    }
  });
  return errors;
}
