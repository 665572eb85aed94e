/**
 * How each output sample along an axis is made of input samples: output `o` is the sum over
 * `k < count` of `weights[o * count + k]` times the input row `rows[o * count + k]`. With four taps
 * the rows are those of spline coefficients with {@link splineMargin} more at either end.
 */
export interface Taps {
  readonly count: 2 | 4;
  readonly length: number;
  readonly newLength: number;
  readonly rows: Int32Array;
  readonly weights: Float64Array;
}

/** Makes the taps that take `length` samples to `newLength` samples of the same extent. */
export type MakeTaps = (length: number, newLength: number) => Taps;

/** Coefficients that a cubic spline needs beyond either end of the data. */
export const splineMargin = 2;

/**
 * Taps of linear (order 1) or cubic spline (order 3) interpolation, placed and weighted as in
 * `scipy.ndimage.zoom(grid_mode=True, mode='nearest')`.
 */
export function splineTaps(length: number, newLength: number, order: 1 | 3): Taps {
  const scale = length / newLength;
  const position = (o: number) => (o + 0.5) * scale - 0.5;
  return order === 1
    ? linearTaps(length, newLength, position)
    : cubicTaps(length, newLength, position);
}

/**
 * Taps of `torch.nn.functional.interpolate(mode='trilinear', align_corners=False)` along one axis.
 * torch computes positions in float32, which moves them by up to 1e-4 of a voxel.
 */
export function torchLinearTaps(length: number, newLength: number): Taps {
  const scale = Math.fround(length / newLength);
  const position = (o: number) => Math.fround(Math.fround(scale * (o + 0.5)) - 0.5);
  return linearTaps(length, newLength, position);
}

function linearTaps(length: number, newLength: number, positionOf: (o: number) => number): Taps {
  const rows = new Int32Array(2 * newLength);
  const weights = new Float64Array(2 * newLength);
  for (let o = 0; o < newLength; o++) {
    const position = Math.min(Math.max(positionOf(o), 0), length - 1);
    const below = Math.floor(position);
    rows.set([below, Math.min(below + 1, length - 1)], 2 * o);
    weights.set([1 - (position - below), position - below], 2 * o);
  }
  return { count: 2, length, newLength, rows, weights };
}

function cubicTaps(length: number, newLength: number, positionOf: (o: number) => number): Taps {
  const rows = new Int32Array(4 * newLength);
  const weights = new Float64Array(4 * newLength);
  for (let o = 0; o < newLength; o++) {
    const position = positionOf(o);
    const below = Math.floor(position);
    const first = below - 1 + splineMargin;
    rows.set([first, first + 1, first + 2, first + 3], 4 * o);
    weights.set(cubicWeights(position - below), 4 * o);
  }
  return { count: 4, length, newLength, rows, weights };
}

/** Values of the cubic B-splines centred at −1, 0, 1 and 2, at 0 ≤ t < 1. */
function cubicWeights(t: number): readonly number[] {
  return [
    (1 - t) ** 3 / 6,
    (3 * t ** 3 - 6 * t ** 2 + 4) / 6,
    (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6,
    t ** 3 / 6,
  ];
}
