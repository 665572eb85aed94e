import type { Components } from './connected-components.js';
import type { Overlap } from './overlap.js';

/** Lesions found, invented and missed, when each may have one partner. */
export interface LesionMatches {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  /** TP / (TP + FP); null when nothing was predicted. */
  readonly precision: number | null;
  /** TP / (TP + FN); null when there is no reference lesion. */
  readonly recall: number | null;
  /** 2 TP / (2 TP + FP + FN); null when there is neither. */
  readonly f1: number | null;
}

/** Least IoU of a lesion with its partner, from the challenge's fifth edition on. */
const leastIou = 0.1;

/**
 * Pairs predicted lesions with reference lesions one to one, by descending intersection over union
 * (of equals the one whose common voxels come first), as long as it is at least 0.1.
 *
 * @param overlap of the predicted components with the expected ones
 */
export function matchLesions(
  predicted: Components,
  expected: Components,
  overlap: Overlap,
): LesionMatches {
  const candidates: { iou: number; pair: number }[] = [];
  for (let pair = 0; pair < overlap.voxels.length; pair++) {
    const both = overlap.voxels[pair]!;
    const either =
      predicted.voxels[overlap.first[pair]!]! + expected.voxels[overlap.second[pair]!]! - both;
    const iou = both / either;
    if (iou >= leastIou) candidates.push({ iou, pair });
  }
  candidates.sort((a, b) => b.iou - a.iou || a.pair - b.pair);
  const isTaken = new Uint8Array(predicted.count);
  const isFound = new Uint8Array(expected.count);
  let truePositives = 0;
  for (const { pair } of candidates) {
    const [p, e] = [overlap.first[pair]!, overlap.second[pair]!];
    if (isTaken[p] === 1 || isFound[e] === 1) continue;
    isTaken[p] = 1;
    isFound[e] = 1;
    truePositives++;
  }
  return {
    truePositives,
    falsePositives: predicted.count - truePositives,
    falseNegatives: expected.count - truePositives,
    precision: share(truePositives, predicted.count),
    recall: share(truePositives, expected.count),
    f1: share(2 * truePositives, predicted.count + expected.count),
  };
}

/** A part of a whole; null when there is no whole. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
