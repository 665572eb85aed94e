import { type Curves, curveNames, type Summary, summaryNames } from './interactive-evaluation.js';

/** The area under each curve of a case, and its last value; null where one of the curve's values is. */
export function summariseCurves(curves: Curves): Summary<number | null> {
  return Object.fromEntries(
    curveNames.flatMap((name) => [
      [`auc_${name}`, areaUnder(curves[name])],
      [`last_${name}`, curves[name].at(-1) ?? null],
    ]),
  ) as Summary<number | null>;
}

/** A value for each of what is summed up. */
export function perSummary<Value>(
  summaryOf: (name: (typeof summaryNames)[number]) => Value,
): Summary<Value> {
  return Object.fromEntries(summaryNames.map((name) => [name, summaryOf(name)])) as Summary<Value>;
}

/** Trapezoids one wide. */
function areaUnder(values: readonly (number | null)[]): number | null {
  let area = 0;
  for (const [i, value] of values.entries()) {
    if (value === null) return null;
    const isEnd = i === 0 || i === values.length - 1;
    area += isEnd ? value / 2 : value;
  }
  return area;
}
