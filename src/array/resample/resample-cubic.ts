import type { Voxels } from '../voxels.js';
import { splineFilter } from './spline-filter.js';
import { splineMargin, type Taps } from './taps.js';

// Lines worked on together: enough to use whole cache lines of neighbouring voxels and to hide the
// latency of the recursive filter, few enough that their float64 samples stay in a core's cache.
const blockSize = 64;

/** Values for voxels of a piece of an image, written to `lines` from `at` on: a row of a block. */
export type ReadRow = (
  data: Voxels,
  from: number,
  stride: number,
  lines: Float64Array,
  at: number,
  columns: number,
) => void;

/**
 * Cubic spline interpolation along the middle axis of [outer, length, inner] voxels.
 *
 * @param resampled receives [outer, newLength, inner] voxels
 * @param taps four taps per output sample
 * @param readRow makes samples of voxels; default: they are the samples
 */
export function resampleCubic(
  data: Voxels,
  resampled: Float32Array,
  outer: number,
  inner: number,
  taps: Taps,
  readRow: ReadRow = readAsTheyAre,
): void {
  const { length, newLength } = taps;
  const lines = new Float64Array((length + 2 * splineMargin) * blockSize);
  // Neighbouring lines are one voxel apart, except along the axis that runs fastest.
  const isFastest = inner === 1;
  const groups = isFastest ? 1 : outer;
  const lineCount = isFastest ? outer : inner;
  for (let group = 0; group < groups; group++) {
    for (let line = 0; line < lineCount; line += blockSize) {
      const columns = Math.min(blockSize, lineCount - line);
      const blockOf = (rows: number): Block => {
        const columnStride = isFastest ? rows : 1;
        const start = group * rows * inner + line * columnStride;
        return { start, columns, columnStride, rows, rowStride: inner };
      };
      gather(data, blockOf(length), lines, readRow);
      splineFilter(lines, length, columns);
      evaluate(lines, taps, resampled, blockOf(newLength));
    }
  }
}

/** Where some lines that are worked on together lie in a channel: one column for each line. */
interface Block {
  readonly start: number;
  readonly rows: number;
  readonly rowStride: number;
  readonly columns: number;
  readonly columnStride: number;
}

/** Brings a block to the rows after the margin of `lines` [row, column]. */
function gather(data: Voxels, block: Block, lines: Float64Array, readRow: ReadRow): void {
  const { start, rows, rowStride, columns, columnStride } = block;
  for (let row = 0; row < rows; row++) {
    const from = start + row * rowStride;
    readRow(data, from, columnStride, lines, (splineMargin + row) * columns, columns);
  }
}

const readAsTheyAre: ReadRow = (data, from, stride, lines, at, columns) => {
  for (let column = 0; column < columns; column++) {
    lines[at + column] = data[from + column * stride]!;
  }
};

/** Evaluates the splines whose coefficients are `lines` [row, column] into a block. */
function evaluate(lines: Float64Array, taps: Taps, resampled: Float32Array, block: Block): void {
  const { start, rows, rowStride, columns, columnStride } = block;
  for (let row = 0; row < rows; row++) {
    const w0 = taps.weights[4 * row]!;
    const w1 = taps.weights[4 * row + 1]!;
    const w2 = taps.weights[4 * row + 2]!;
    const w3 = taps.weights[4 * row + 3]!;
    const to = start + row * rowStride;
    const first = taps.rows[4 * row]! * columns;
    for (let column = 0; column < columns; column++) {
      const i = first + column;
      resampled[to + column * columnStride] =
        w0 * lines[i]! +
        w1 * lines[i + columns]! +
        w2 * lines[i + 2 * columns]! +
        w3 * lines[i + 3 * columns]!;
    }
  }
}
