import { axisLayout, type Shape, withLength } from '../../array/grid.js';
import { clip } from '../../array/resample/clip-to-input.js';
import { axesToResample, resampleAxes } from '../../array/resample/resample-axes.js';
import { type ReadRow, resampleCubic } from '../../array/resample/resample-cubic.js';
import { splineTaps } from '../../array/resample/taps.js';
import type { Voxels } from '../../array/voxels.js';
import { minAndMax } from './intensity-statistics.js';
import { type AffineIntensity, normaliseRow } from './normalise.js';

/**
 * Normalises a channel and resizes it with cubic splines, clipped to the range of the input. The
 * result is that of one after the other, to the last bit; but voxels are normalised as they are
 * read for the first axis, so that a whole-body image is never held in float32 at full size.
 *
 * @param voxels [z,y,x] of `shape`
 * @param newShape another one
 * @returns [z,y,x] voxels of `newShape`
 */
export function resampleNormalised(
  voxels: Voxels,
  shape: Shape,
  newShape: Shape,
  intensity: AffineIntensity,
): Float32Array {
  const axis = axesToResample(shape, newShape)[0]!;
  const { outer, inner } = axisLayout(shape, axis);
  const taps = splineTaps(shape[axis], newShape[axis], 3);
  const first = new Float32Array(outer * newShape[axis] * inner);
  const readRow: ReadRow = (data, from, stride, lines, at, columns) =>
    normaliseRow(data, from, stride, lines, at, columns, intensity);
  resampleCubic(voxels, first, outer, inner, taps, readRow);
  const between = withLength(shape, axis, newShape[axis]);
  const resampled = resampleAxes(first, between, newShape, (from, to) => splineTaps(from, to, 3));
  // Larger voxels never become smaller values: the ends of the range stay its ends.
  const { min, max } = minAndMax(voxels, intensity.lower, intensity.upper);
  const range = new Float32Array(2);
  normaliseRow(Float32Array.of(min, max), 0, 1, range, 0, 2, intensity);
  clip(resampled, range[0]!, range[1]!);
  return resampled;
}
