import { type Axis, type AxisLayout, axisLayout, type Shape } from '../grid.js';

/**
 * Clips a resized channel, in place, to the smallest and largest value of the channel it was made
 * of. With a `sliceAxis` each slice across that axis is clipped to the range of its own original.
 *
 * @param resized [z,y,x] voxels of `newShape`
 * @param original [z,y,x] voxels of `shape`, as long as `newShape` along `sliceAxis`
 */
export function clipToInput(
  resized: Float32Array,
  newShape: Shape,
  original: Float32Array,
  shape: Shape,
  sliceAxis: Axis | null,
): void {
  const from = slicesOf(shape, sliceAxis);
  const to = slicesOf(newShape, sliceAxis);
  for (let slice = 0; slice < from.length; slice++) {
    const { lower, upper } = rangeOf(original, from, slice);
    clipSlice(resized, to, slice, lower, upper);
  }
}

function slicesOf(shape: Shape, sliceAxis: Axis | null): AxisLayout {
  if (sliceAxis !== null) return axisLayout(shape, sliceAxis);
  return { outer: 1, length: 1, inner: shape[0] * shape[1] * shape[2] };
}

function rangeOf(data: Float32Array, layout: AxisLayout, slice: number) {
  const { outer, length, inner } = layout;
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (let block = 0; block < outer; block++) {
    const start = (block * length + slice) * inner;
    for (let i = start; i < start + inner; i++) {
      const value = data[i]!;
      if (value < lower) lower = value;
      if (value > upper) upper = value;
    }
  }
  return { lower, upper };
}

/** Clips values to a range, in place. */
export function clip(data: Float32Array, lower: number, upper: number): void {
  clipSlice(data, { outer: 1, length: 1, inner: data.length }, 0, lower, upper);
}

function clipSlice(
  data: Float32Array,
  layout: AxisLayout,
  slice: number,
  lower: number,
  upper: number,
) {
  const { outer, length, inner } = layout;
  for (let block = 0; block < outer; block++) {
    const start = (block * length + slice) * inner;
    for (let i = start; i < start + inner; i++) {
      const value = data[i]!;
      if (value < lower) data[i] = lower;
      else if (value > upper) data[i] = upper;
    }
  }
}
