import type { ValueDescription } from './describe-values.js';

/** Whether an image is made of labels: few whole values, each in patches. */
export function isMask(values: ValueDescription): boolean {
  const { isWhole, distinct, max, min, sameAsNeighbour, count } = values;
  return count > 0 && isWhole && min >= 0 && max <= 255 && distinct <= 64 && sameAsNeighbour > 0.8;
}
