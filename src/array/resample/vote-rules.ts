import { roundHalfToEven } from '../round-half-to-even.js';
import type { Ballot } from './vote-labels.js';

/**
 * The label with the highest score; of equal ones that of the nearest voxel, else the lowest.
 * batchgenerators 0.25.5, `_resample_seg_by_argmax` (before it, the highest label of at least 0.5).
 */
export function winner({ labels, scores, count, nearest }: Ballot): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (scores[i]! > scores[best]!) best = i;
  for (let i = best + 1; i < count; i++) {
    if (scores[i] === scores[best] && labels[i] === nearest) return nearest;
  }
  return labels[best]!;
}

/** The label with more than half of the score, else 0. nnU-Net, `resample_data_or_seg`, order_z 1. */
export function majority({ labels, scores, count }: Ballot): number {
  for (let i = 0; i < count; i++) if (scores[i]! > 0.5) return labels[i]!;
  return 0;
}

/**
 * The label with the highest score, the lowest of equal ones, after the scores were multiplied by
 * 1000 and rounded to float16: what is equal is decided by that. nnU-Net, `resample_torch_simple`.
 */
export function halfPrecisionWinner({ labels, scores, count }: Ballot): number {
  let best = 0;
  let bestScore = 0;
  for (let i = 0; i < count; i++) {
    const score = toHalfPrecision(1000 * scores[i]!);
    if (score <= bestScore) continue;
    best = i;
    bestScore = score;
  }
  return labels[best]!;
}

/** Rounds a normal positive number to the 11 significant bits of float16. */
function toHalfPrecision(value: number): number {
  const step = 2 ** (Math.floor(Math.log2(value)) - 10);
  return roundHalfToEven(value / step) * step;
}
