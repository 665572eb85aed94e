import { type Axis, allAxes, type Shape, withLength } from '../grid.js';
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
  for (const axis of axesToResample(shape, newShape)) {
    data = resampleAxis(data, shape, axis, makeTaps(shape[axis], newShape[axis]));
    shape = withLength(shape, axis, newShape[axis]);
  }
  return data;
}

/** The axes whose length is to change, in the order in which {@link resampleAxes} takes them. */
export function axesToResample(shape: Shape, newShape: Shape): readonly Axis[] {
  const growth = (axis: Axis) => newShape[axis] / shape[axis];
  return allAxes.filter((axis) => growth(axis) !== 1).sort((a, b) => growth(a) - growth(b));
}
