import { type Axis, axisLayout, type Shape } from '../grid.js';
import { resampleCubic } from './resample-cubic.js';
import type { Taps } from './taps.js';

/**
 * Resamples one channel along one axis; a separable resampling is one such pass per axis.
 *
 * @param data [z,y,x] voxels of `shape`
 * @param taps how outputs are made of inputs; `taps.length` is the length of `axis`
 * @returns voxels of `shape` with `axis` at `taps.newLength`; sums are taken in float64
 */
export function resampleAxis(
  data: Float32Array,
  shape: Shape,
  axis: Axis,
  taps: Taps,
): Float32Array {
  const { outer, inner } = axisLayout(shape, axis);
  const resampled = new Float32Array(outer * taps.newLength * inner);
  if (taps.count === 4) resampleCubic(data, resampled, outer, inner, taps);
  else if (inner === 1) resampleLines(data, resampled, outer, taps);
  else resamplePlanes(data, resampled, outer, inner, taps);
  return resampled;
}

/** Linear interpolation along the axis that runs fastest. */
function resampleLines(
  data: Float32Array,
  resampled: Float32Array,
  outer: number,
  taps: Taps,
): void {
  const { length, newLength, rows, weights } = taps;
  for (let line = 0, i = 0; line < outer; line++) {
    const start = line * length;
    for (let k = 0; k < 2 * newLength; k += 2, i++) {
      resampled[i] =
        weights[k]! * data[start + rows[k]!]! + weights[k + 1]! * data[start + rows[k + 1]!]!;
    }
  }
}

/** Linear interpolation along another axis: whole runs of `inner` voxels share their weights. */
function resamplePlanes(
  data: Float32Array,
  resampled: Float32Array,
  outer: number,
  inner: number,
  taps: Taps,
): void {
  const { length, newLength, rows, weights } = taps;
  for (let block = 0, i = 0; block < outer; block++) {
    for (let k = 0; k < 2 * newLength; k += 2) {
      const below = (block * length + rows[k]!) * inner;
      const above = (block * length + rows[k + 1]!) * inner;
      const weightBelow = weights[k]!;
      const weightAbove = weights[k + 1]!;
      for (let x = 0; x < inner; x++, i++) {
        resampled[i] = weightBelow * data[below + x]! + weightAbove * data[above + x]!;
      }
    }
  }
}
