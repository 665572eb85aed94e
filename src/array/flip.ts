/**
 * Mirrors a `[c, ...spatial]` array along some spatial axes, channel by channel.
 *
 * @param shape channels first, then two or three spatial lengths
 * @param axes spatial axes to mirror; 0 is the first after the channel
 * @returns a new array, or the input itself when there is nothing to mirror
 */
export function flip(
  data: Float32Array,
  shape: readonly number[],
  axes: readonly number[],
): Float32Array {
  if (axes.length === 0) return data;
  const width = shape.at(-1) ?? 1;
  const flipsRows = axes.includes(shape.length - 2);
  // Every axis but the last: length, distance in memory, and whether it runs backwards.
  const outer = shape.slice(0, -1).map((length, axis) => ({
    length,
    stride: shape.slice(axis + 1).reduce((a, b) => a * b, 1),
    flips: axis > 0 && axes.includes(axis - 1),
  }));
  const out = new Float32Array(data.length);
  const rows = data.length / width;
  for (let row = 0; row < rows; row++) {
    const source = sourceOffset(row, outer);
    const target = row * width;
    if (flipsRows) {
      for (let x = 0; x < width; x++) out[target + x] = data[source + width - 1 - x]!;
    } else {
      out.set(data.subarray(source, source + width), target);
    }
  }
  return out;
}

/** Where the row that belongs at `row` of the mirrored array starts in the original. */
function sourceOffset(
  row: number,
  outer: readonly { length: number; stride: number; flips: boolean }[],
): number {
  let offset = 0;
  let rest = row;
  for (let axis = outer.length - 1; axis >= 0; axis--) {
    const { length, stride, flips } = outer[axis]!;
    const index = rest % length;
    rest = (rest - index) / length;
    offset += (flips ? length - 1 - index : index) * stride;
  }
  return offset;
}
