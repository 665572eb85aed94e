import { allAxes, axisLayout, type Shape } from '../../array/grid.js';

/**
 * How deep each voxel lies within a mask: the squared distance in voxels to the nearest voxel beside it (Felzenszwalb and
 * Huttenlocher, Theory of Computing 2012). What is beyond the array counts as beside it.
 *
 * @param mask [z,y,x]
 */
export function depthWithin(mask: Uint8Array, shape: Shape): Float64Array {
  const depth = Float64Array.from(mask, (value) => (value === 0 ? 0 : Number.POSITIVE_INFINITY));
  for (const axis of allAxes) {
    const { outer, length, inner } = axisLayout(shape, axis);
    // With a voxel beside the mask at each end.
    const line = new Float64Array(length + 2);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const first = o * length * inner + i;
        for (let k = 0; k < length; k++) line[k + 1] = depth[first + k * inner]!;
        const lowest = lowerEnvelope(line);
        for (let k = 0; k < length; k++) depth[first + k * inner] = lowest[k + 1]!;
      }
    }
  }
  return depth;
}

/** The least of all parabolas that stand on the values of a line. */
function lowerEnvelope(line: Float64Array): Float64Array {
  const feet: number[] = [];
  const from: number[] = [];
  for (let q = 0; q < line.length; q++) {
    if (line[q] === Number.POSITIVE_INFINITY) continue;
    let crossing = Number.NEGATIVE_INFINITY;
    while (feet.length > 0) {
      const foot = feet.at(-1)!;
      crossing = (line[q]! + q * q - (line[foot]! + foot * foot)) / (2 * (q - foot));
      if (crossing > from.at(-1)!) break;
      feet.pop();
      from.pop();
      crossing = Number.NEGATIVE_INFINITY;
    }
    feet.push(q);
    from.push(crossing);
  }
  const lowest = new Float64Array(line.length);
  for (let q = 0, k = 0; q < line.length; q++) {
    while (k + 1 < feet.length && from[k + 1]! < q) k++;
    lowest[q] = (q - feet[k]!) ** 2 + line[feet[k]!]!;
  }
  return lowest;
}
