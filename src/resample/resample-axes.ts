import { allAxes, type Shape, withLength } from './grid.js';
import { resampleAxis } from './resample-axis.js';
import type { MakeTaps } from './taps.js';

/**
 * Resamples one channel along every axis whose length is to change, one axis after the other. The
 * passes commute, so the axis that shrinks most comes first: that keeps what lies between small.
 *
 * @param data [z,y,x] voxels of `shape`
 * @param makeTaps the interpolation along an axis
 * @returns voxels of `newShape`; `data` itself if that is already its shape
 */
export function resampleAxes(
  data: Float32Array,
  shape: Shape,
  newShape: Shape,
  makeTaps: MakeTaps,
): Float32Array {
  const growth = (axis: 0 | 1 | 2) => newShape[axis] / shape[axis];
  const axes = allAxes.filter((axis) => growth(axis) !== 1);
  for (const axis of axes.sort((a, b) => growth(a) - growth(b))) {
    data = resampleAxis(data, shape, axis, makeTaps(shape[axis], newShape[axis]));
    shape = withLength(shape, axis, newShape[axis]);
  }
  return data;
}
