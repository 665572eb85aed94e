import { splineMargin } from './taps.js';

const pole = Math.sqrt(3) - 2;
const gain = 6;

/**
 * Turns samples into cubic B-spline coefficients, in place, for `columns` lines side by side. The
 * lines continue beyond both ends with their edge value, as `scipy.ndimage.spline_filter` after
 * padding with edge values; here the padding is infinite, in closed form (scipy's 12 samples agree
 * with that to 1e-13).
 *
 * @param lines [length + 2 * splineMargin, columns]: samples in the middle rows; on return the
 *   coefficients, those of the margin included. The margin's content on entry is not used.
 *
 * Unser, Aldroubi and Eden, B-Spline Signal Processing, IEEE TSP 41 (1993).
 */
export function splineFilter(lines: Float64Array, length: number, columns: number): void {
  const rows = length + 2 * splineMargin;
  extendEdges(lines, length, columns);
  filterForward(lines, rows, columns);
  filterBackward(lines, rows, columns);
}

function extendEdges(lines: Float64Array, length: number, columns: number): void {
  const first = splineMargin * columns;
  const last = (splineMargin + length - 1) * columns;
  for (let row = 0; row < splineMargin; row++) {
    lines.copyWithin(row * columns, first, first + columns);
    lines.copyWithin(last + (row + 1) * columns, last, last + columns);
  }
}

/** Leaves c⁺[k] = 6 s[k] + z c⁺[k−1]; for a constant s it has settled at 6 s / (1 − z). */
function filterForward(lines: Float64Array, rows: number, columns: number): void {
  const settled = gain / (1 - pole);
  for (let i = 0; i < columns; i++) lines[i] = settled * lines[i]!;
  const end = rows * columns;
  for (let i = columns; i < end; i++) lines[i] = gain * lines[i]! + pole * lines[i - columns]!;
}

/** Leaves c[k] = z (c[k+1] − c⁺[k]), from the value that the constant continuation gives at the end. */
function filterBackward(lines: Float64Array, rows: number, columns: number): void {
  const last = (rows - 1) * columns;
  for (let i = last; i < last + columns; i++) {
    const settled = (lines[i]! - pole * lines[i - columns]!) / (1 - pole);
    lines[i] = -pole * (settled / (1 - pole) + (lines[i]! - settled) / (1 - pole * pole));
  }
  for (let i = last - 1; i >= 0; i--) lines[i] = pole * (lines[i + columns]! - lines[i]!);
}
