import type { Components } from '../array/connected-components.js';
import type { Overlap } from './overlap.js';

/** Lesions found, invented and missed. */
export interface LesionMatches {
  /** Reference lesions that match a predicted one. */
  readonly truePositives: number;
  /** Predicted lesions that match no reference lesion. */
  readonly falsePositives: number;
  /** Reference lesions that match no predicted one. */
  readonly falseNegatives: number;
}

/** Least IoU of a match, in the challenge's fifth edition. */
const leastIou = 0.1;

/**
 * Matches predicted lesions with reference lesions: two match when their intersection over union is
 * at least 0.1. As in the challenge's fifth edition a lesion may have several matches: two halves
 * that match one lesion are one true and no false positive, and one blob that matches two lesions
 * finds both.
 *
 * @param overlap of the predicted components with the expected ones
 */
export function matchLesions(
  predicted: Components,
  expected: Components,
  overlap: Overlap,
): LesionMatches {
  const isRight = new Uint8Array(predicted.count);
  const isFound = new Uint8Array(expected.count);
  for (let pair = 0; pair < overlap.voxels.length; pair++) {
    const [p, e] = [overlap.first[pair]!, overlap.second[pair]!];
    const both = overlap.voxels[pair]!;
    const either = predicted.voxels[p]! + expected.voxels[e]! - both;
    if (both / either < leastIou) continue;
    isRight[p] = 1;
    isFound[e] = 1;
  }
  const truePositives = ones(isFound);
  return {
    truePositives,
    falsePositives: predicted.count - ones(isRight),
    falseNegatives: expected.count - truePositives,
  };
}

function ones(flags: Uint8Array): number {
  return flags.reduce((sum, flag) => sum + flag, 0);
}

/** Shares of lesions that are right, found, and both. */
export interface LesionShares {
  /** TP / (TP + FP); null when nothing was predicted. */
  readonly precision: number | null;
  /** TP / (TP + FN); null when there is no reference lesion. */
  readonly recall: number | null;
  /** 2 TP / (2 TP + FP + FN); null when there is no reference lesion. */
  readonly f1: number | null;
}

/** Precision, recall and F1 of lesions, of one case or summed over cases. */
export function lesionShares({
  truePositives,
  falsePositives,
  falseNegatives,
}: LesionMatches): LesionShares {
  const references = truePositives + falseNegatives;
  return {
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, references),
    f1:
      references === 0
        ? null
        : share(2 * truePositives, truePositives + references + falsePositives),
  };
}

/** A part of a whole; null when there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
