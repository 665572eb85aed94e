/** Mirrors `[c,(z,)y,x]` along spatial axes, voxel by voxel. */
export function mirror(
  data: Float32Array,
  shape: readonly number[],
  axes: readonly number[],
): Float32Array {
  if (axes.length === 0) return data;
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  return data.map((_, i) => {
    const offsets = shape.map((length, axis) => {
      const index = Math.floor(i / strides[axis]!) % length;
      return strides[axis]! * (axes.includes(axis - 1) ? length - 1 - index : index);
    });
    return data[offsets.reduce((a, b) => a + b)]!;
  });
}
