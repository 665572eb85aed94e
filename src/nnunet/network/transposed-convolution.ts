import { depthToSpace } from '../onnx/depth-to-space.js';
import type { Value } from '../onnx/graph-builder.js';
import { conv } from '../onnx/operators.js';
import type { TensorSource } from '../onnx/tensor-source.js';
import type { NetworkBuilder } from './network-builder.js';

/**
 * A transposed convolution whose kernel equals its stride, with the weights `{key}.weight`
 * [c_in, c_out, ...stride] and `{key}.bias` [c_out]. As its output blocks do not overlap, it is
 * written as a 1×1 convolution to c_out · prod(stride) channels whose result is spread over space:
 * the same sums at the same speed, without the 3-D ConvTranspose that WebGPU lacks.
 */
export function transposedConvolution(
  { architecture, graph, weights }: NetworkBuilder,
  key: string,
  x: Value,
  {
    outputChannels,
    stride,
  }: { readonly outputChannels: number; readonly stride: readonly number[] },
): Value {
  const inputChannels = x.shape[1]!;
  const blockSize = stride.reduce((product, s) => product * s, 1);
  const ones = stride.map(() => 1);
  const weight = weights.take(`${key}.weight`, [inputChannels, outputChannels, ...stride]);
  const bias = architecture.upsamplingBias
    ? weights.take(`${key}.bias`, [outputChannels])
    : undefined;
  const blocks = conv(
    graph,
    `${key}.conv`,
    x,
    graph.weight(`${key}.weight`, {
      shape: [outputChannels * blockSize, inputChannels, ...ones],
      read: () => transposed(weight, inputChannels, outputChannels * blockSize),
    }),
    bias &&
      graph.weight(`${key}.bias`, {
        shape: [outputChannels * blockSize],
        read: () => repeated(bias, blockSize),
      }),
    { kernel: ones, strides: ones, pads: stride.map(() => 0) },
  );
  return depthToSpace(graph, key, blocks, stride);
}

/** Values [rows, columns] as [columns, rows]. */
async function transposed(source: TensorSource, rows: number, columns: number) {
  const values = await source.read();
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      result[column * rows + row] = values[row * columns + column]!;
    }
  }
  return result;
}

/** Each value `times` times in a row. */
async function repeated(source: TensorSource, times: number) {
  const values = await source.read();
  return Float32Array.from(
    { length: values.length * times },
    (_, i) => values[Math.floor(i / times)]!,
  );
}
