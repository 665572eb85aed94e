import type { GraphBuilder, Value } from './graph-builder.js';
import { reshape, transpose } from './operators.js';

/**
 * Spreads blocks of channels over space: the second half of a transposed convolution whose kernel
 * equals its stride. [1, c·prod(s), ...size] becomes [1, c, ...size·s]; the channel axis runs
 * [c, ...s], as ConvTranspose weights do.
 *
 * The innermost axis is interleaved first and the others, whole rows at a time, after it:
 * onnxruntime's CPU kernels take a third less time for these two transpositions than for one of all
 * axes at once.
 */
export function depthToSpace(
  graph: GraphBuilder,
  name: string,
  x: Value,
  stride: readonly number[],
): Value {
  const size = x.shape.slice(2);
  const outer = stride.slice(0, -1);
  const rank = outer.length;
  const innerStride = stride.at(-1)!;
  const channels = x.shape[1]! / stride.reduce((product, s) => product * s, 1);
  const voxels = size.reduce((product, n) => product * n, 1);
  const rowLength = size.at(-1)! * innerStride;

  let y = reshape(graph, `${name}.rows`, x, [x.shape[1]! / innerStride, innerStride, voxels]);
  y = transpose(graph, `${name}.interleaveRows`, y, [0, 2, 1]);
  // [c, ...outer strides, ...outer size, row] -> [c, size, stride, size, stride, ..., row]
  y = reshape(graph, `${name}.blocks`, y, [channels, ...outer, ...size.slice(0, -1), rowLength]);
  const interleaved = outer.flatMap((_, axis) => [1 + rank + axis, 1 + axis]);
  y = transpose(graph, `${name}.interleaveBlocks`, y, [0, ...interleaved, 1 + 2 * rank]);
  return reshape(graph, name, y, [1, channels, ...size.map((n, axis) => n * stride[axis]!)]);
}
