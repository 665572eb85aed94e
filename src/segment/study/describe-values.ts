import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';

/** What the voxel values of an image are like. Shares run from 0 to 1. */
export interface ValueDescription {
  /** Voxels looked at: enough for a share of a hundredth of a per cent. */
  readonly count: number;
  /** The value of the padding that was left out; null for none. */
  readonly padding: number | null;
  readonly min: number;
  readonly max: number;
  /** The highest value of all voxels, not only of those looked at. */
  highest(): number;
  /** Share of voxels with a value in [low, high]. */
  shareIn(low: number, high: number): number;
  /** The value that a share of the voxels stays below. */
  quantile(share: number): number;
  /** Whether all values are whole numbers. */
  readonly isWhole: boolean;
  /** How many different values there are, 300 for more. */
  readonly distinct: number;
  /** Share of the non-zero voxels whose neighbour along x has the very same value. */
  readonly sameAsNeighbour: number;
}

const mostLookedAt = 500_000;
const manyValues = 300;

/**
 * Describes an image by an even sample of its voxels, padding left out: the value of a constant border
 * (of which the corners are made) does not count, unless it is what air may have in a CT.
 */
export function describeValues({ data, size }: Volume<Voxels>): ValueDescription {
  const padding = paddingOf(data, size);
  const step = oddStep(data.length);
  const values = new Float64Array(Math.ceil(data.length / step));
  const seen = new Set<number>();
  let [count, isWhole, nonzero, same] = [0, true, 0, 0];
  for (let i = 0; i < data.length; i += step) {
    const value = data[i]!;
    if (value === padding) continue;
    values[count++] = value;
    if (isWhole) isWhole = Number.isInteger(value);
    if (seen.size < manyValues) seen.add(value);
    if (value !== 0 && (i + 1) % size[0] !== 0) {
      nonzero++;
      if (data[i + 1] === value) same++;
    }
  }
  const sorted = values.subarray(0, count).sort();
  const below = (value: number): number => lowerBound(sorted, value);
  return {
    count,
    padding,
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    highest: () => highestOf(data),
    isWhole,
    distinct: seen.size,
    sameAsNeighbour: nonzero === 0 ? 0 : same / nonzero,
    shareIn: (low, high) => (count === 0 ? 0 : (upperBound(sorted, high) - below(low)) / count),
    quantile: (share) => sorted[Math.min(count - 1, Math.floor(share * count))] ?? Number.NaN,
  };
}

/** A step that visits all columns, rows and slices of images of usual sizes. */
export function oddStep(length: number): number {
  const step = Math.max(1, Math.floor(length / mostLookedAt));
  return step > 1 && step % 2 === 0 ? step + 1 : step;
}

/** The value that all eight corners have, if it is no air in HU; null otherwise. */
export function paddingOf(
  data: Voxels,
  [nx, ny, nz]: readonly [number, number, number],
): number | null {
  const first = data[0]!;
  const corners = [0, nx - 1].flatMap((x) =>
    [0, ny - 1].flatMap((y) => [0, nz - 1].map((z) => data[x + nx * (y + ny * z)])),
  );
  const isConstant = corners.every((value) => value === first);
  const isAir = first <= -900 && first >= -1100;
  return isConstant && !isAir ? first : null;
}

function highestOf(data: Voxels): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) if (data[i]! > highest) highest = data[i]!;
  return highest;
}

/** Index of the first value that is not below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first value above `value`. */
function upperBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
