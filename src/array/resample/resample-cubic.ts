import type { Voxels } from '../voxels.js';
import { splineFilter } from './spline-filter.js';
import { splineMargin, type Taps } from './taps.js';

// Lines worked on together: enough to use whole cache lines of neighbouring voxels and to hide the
// latency of the recursive filter, few enough that their float64 samples stay in a core's cache.
const blockSize = 64;

/**
 * Turns a row of voxels, one of each line of a block, into samples.
 *
 * @param from index of the first one in `data`; the others follow `stride` apart
 * @param lines receives `columns` samples side by side, from index `at` on
 */
export type ReadRow = (
  data: Voxels,
  from: number,
  stride: number,
  lines: Float64Array,
  at: number,
  columns: number,
) => void;

/**
 * Cubic spline interpolation along the middle axis of [outer, length, inner] voxels. A line along it
 * runs down the page here, through planes of `length` rows of `inner` voxels; lines are worked on in
 * blocks of {@link blockSize} neighbours, row by row:
 *
 *                inner = 5
 *              a a a b b          a  first block
 *     length   a a a b b          b  second block (narrower: the plane ends)
 *              a a a b b
 *              ---------
 *              c c c d d          the next of `outer` planes
 *              c c c d d
 *              c c c d d
 *
 * Along the axis that runs fastest inner is 1: lines lie one after the other in memory, and blocks are
 * of lines from neighbouring planes.
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
  const before = blocksOf(outer, length, inner);
  const after = blocksOf(outer, newLength, inner);
  for (const [index, block] of before.entries()) {
    gather(data, block, lines, readRow);
    splineFilter(lines, length, block.columns);
    evaluate(lines, taps, resampled, after[index]!);
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

/** The lines along the middle axis of [outer, length, inner] voxels in blocks, in order. */
function blocksOf(outer: number, length: number, inner: number): readonly Block[] {
  const isFastest = inner === 1;
  // Neighbouring lines are one voxel apart, except along the axis that runs fastest.
  const [planes, linesInPlane] = isFastest ? [1, outer] : [outer, inner];
  const columnStride = isFastest ? length : 1;
  return Array.from({ length: planes }, (_, plane) => plane * length * inner).flatMap((start) =>
    Array.from({ length: Math.ceil(linesInPlane / blockSize) }, (_, block) => ({
      start: start + block * blockSize * columnStride,
      rows: length,
      rowStride: inner,
      columns: Math.min(blockSize, linesInPlane - block * blockSize),
      columnStride,
    })),
  );
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
