/**
 * Rounds to the nearest integer; of two equally near ones to the even one. Python's `round` and
 * numpy's do this, where `Math.round` takes the higher one.
 */
export function roundHalfToEven(value: number): number {
  const rounded = Math.round(value);
  const isTie = rounded - value === 0.5;
  return isTie && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
