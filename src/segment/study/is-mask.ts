import { describeNumber } from './describe-number.js';
import type { ValueDescription } from './describe-values.js';

/** Whether an image is made of labels: two values alone, or few whole ones, each in patches; none below 0. */
export function isMask(values: ValueDescription): boolean {
  const { isWhole, distinct, max, min, sameAsNeighbour, count, padding } = values;
  if (count === 0 || min < 0 || (padding ?? 0) < 0) return false;
  return isBinary(values) || (isWhole && max <= 255 && distinct <= 64 && sameAsNeighbour > 0.8);
}

/** In words, for a finding. */
export function describeMask(values: ValueDescription): string {
  const { padding, min, max } = values;
  return isBinary(values)
    ? `there are two values alone, ${describeNumber(padding ?? min)} and ${describeNumber(max)}`
    : `values run from ${describeNumber(min)} to ${describeNumber(max)}, whole and in patches`;
}

function isBinary({ padding, distinct }: ValueDescription): boolean {
  return distinct === (padding === null ? 2 : 1);
}
