import type { Axis, Shape } from '../../../array/grid.js';

/** How far scipy's filter looks, in σ. */
const truncate = 4;

/**
 * Adds what scipy's `gaussian_filter` (mode `reflect`) makes of impulses of 1 at points, in place: weights that add up
 * to 1, borders that mirror them. The filter is linear, so that each impulse is blurred alone.
 *
 * @param channel [z,y,x] of `shape`
 * @param points [z,y,x], within the grid
 * @param sigma in voxels, along [z,y,x]
 */
export function blurImpulses(
  channel: Float32Array,
  shape: Shape,
  points: readonly Shape[],
  sigma: Shape,
): void {
  const weights = sigma.map(gaussianWeights);
  const [, height, width] = shape;
  const along = (point: Shape, axis: Axis): Response =>
    responseTo(point[axis], shape[axis], weights[axis]!);
  for (const point of points) {
    const [z, y, x] = [along(point, 0), along(point, 1), along(point, 2)];
    // In the order, and with the roundings, of images whose first axis is x.
    for (let k = 0; k < z.values.length; k++) {
      for (let j = 0; j < y.values.length; j++) {
        const line = ((z.from + k) * height + y.from + j) * width + x.from;
        for (let i = 0; i < x.values.length; i++) {
          const inPlane = Math.fround(Math.fround(x.values[i]!) * y.values[j]!);
          channel[line + i]! += Math.fround(inPlane * z.values[k]!);
        }
      }
    }
  }
}

/** Values along an axis, from one index on. */
interface Response {
  readonly from: number;
  readonly values: readonly number[];
}

/** What the filter makes of an impulse on a line of `length` voxels. */
function responseTo(at: number, length: number, weights: readonly number[]): Response {
  const radius = (weights.length - 1) / 2;
  const from = Math.max(0, at - radius);
  const to = Math.min(length - 1, at + radius);
  const valueAt = (i: number): number =>
    weights.reduce((sum, weight, j) => {
      return reflected(i + j - radius, length) === at ? sum + weight : sum;
    }, 0);
  return { from, values: Array.from({ length: to - from + 1 }, (_, i) => valueAt(from + i)) };
}

/** d c b a | a b c d | d c b a */
function reflected(index: number, length: number): number {
  const within = ((index % (2 * length)) + 2 * length) % (2 * length);
  return within < length ? within : 2 * length - 1 - within;
}

function gaussianWeights(sigma: number): number[] {
  const radius = Math.floor(truncate * sigma + 0.5);
  const heights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  );
  const sum = heights.reduce((a, b) => a + b);
  return heights.map((height) => height / sum);
}
