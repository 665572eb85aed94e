import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { conv, reshape } from '../onnx/operators.js';
import type { TensorSource } from '../onnx/tensor-source.js';
import { depthWinograd } from './depth-winograd.js';
import { bySlabs, takeSlices, toChannelsFirst } from './slabs.js';

/** Whether {@link sliceConvolution} can stand in for a 3-D convolution, and is the faster one. */
export function suitsSlices(
  inputChannels: number,
  outputChannels: number,
  kernelSize: readonly number[],
  stride: readonly number[],
): boolean {
  const [kernelZ, kernelY, kernelX] = kernelSize;
  const is3d = kernelSize.length === 3 && kernelY === 3 && kernelX === 3;
  // What onnxruntime's blocked kernels take; others would be unfolded again.
  const isBlocked = outputChannels % 8 === 0 && inputChannels % 8 === 0;
  if (!is3d || stride[0] !== 1) return false;
  if (kernelZ === 1) return isBlocked;
  const isDense = kernelZ === 3 && stride.every((step) => step === 1);
  return isDense && (isBlocked || (outputChannels % 8 === 0 && inputChannels <= fewChannels));
}

// Channels of images, as opposed to those of feature maps.
const fewChannels = 4;

/**
 * A 3-D convolution written as 2-D ones over batches of slices. onnxruntime's CPU kernels for 2-D
 * convolutions work on blocked channels and come near the processor's peak; those for 3-D unfold
 * their input and reach half of that. The result differs by rounding only. Accelerators have good
 * 3-D kernels: this is not for them.
 *
 * @param x [1, c_in, z, y, x]
 * @param weight [c_out, c_in, 1 or 3, 3, 3]
 * @param bias [c_out]
 */
export function sliceConvolution(
  graph: GraphBuilder,
  key: string,
  x: Value,
  weight: TensorSource,
  bias: TensorSource | undefined,
  stride: readonly number[],
): Value {
  const [, inputs, kernelZ] = weight.shape;
  if (kernelZ === 1) return flatConvolution(graph, key, x, weight, bias, stride);
  if (inputs! <= fewChannels) return pairConvolution(graph, key, x, weight, bias);
  return depthWinograd(graph, key, x, weight, bias);
}

/** A filter of one slice: a 2-D convolution of every slice. */
function flatConvolution(
  graph: GraphBuilder,
  key: string,
  x: Value,
  { shape, read }: TensorSource,
  bias: TensorSource | undefined,
  stride: readonly number[],
): Value {
  const [outputs, inputs] = shape as [number, number];
  const [, , depth, height, width] = x.shape as [number, number, number, number, number];
  const filter = graph.weight(`${key}.weight`, { shape: [outputs, inputs, 3, 3], read });
  const offset = bias && graph.weight(`${key}.bias`, bias);
  const window = { kernel: [3, 3], strides: stride.slice(1), pads: [1, 1] };
  const sliceBytes = 4 * Math.max(inputs, outputs) * height * width;
  return bySlabs(graph, key, { depth, slices: 1, sliceBytes }, (name, first, end) => {
    const count = end - first;
    const all = Array.from({ length: count }, (_, i) => first + i);
    const part = takeSlices(graph, name, x, all);
    const images = reshape(graph, `${name}.images`, part, [count, inputs, height, width]);
    const y = conv(graph, `${name}.conv`, images, filter, offset, window);
    return toChannelsFirst(graph, name, y, y.shape as [number, number, number, number]);
  });
}

/**
 * Two output slices at a time out of the four input slices that they depend on, as one 2-D
 * convolution. A third of the filter is zero, but with few input channels it fills the kernels
 * better.
 */
function pairConvolution(
  graph: GraphBuilder,
  key: string,
  x: Value,
  weight: TensorSource,
  bias: TensorSource | undefined,
): Value {
  const [outputs, inputs] = weight.shape as [number, number];
  const [, , depth, height, width] = x.shape as [number, number, number, number, number];
  const filter = graph.weight(`${key}.pairs`, pairFilter(weight));
  const offset = bias && graph.weight(`${key}.pairs.bias`, twice(bias));
  const window = { kernel: [3, 3], strides: [1, 1], pads: [1, 1] };
  const above = 1 + (depth % 2);
  const pads = graph.ints([0, 0, 1, 0, 0, 0, 0, above, 0, 0]);
  const shape = [1, inputs, 1 + depth + above, height, width];
  const padded = graph.node('Pad', `${key}.padded`, [x, pads], shape);
  const sliceBytes = 4 * outputs * height * width;
  return bySlabs(graph, key, { depth, slices: 2, sliceBytes }, (name, first, end) => {
    const pairs = (end - first) / 2;
    const slices = Array.from({ length: pairs }, (_, k) => first + 2 * k).flatMap((z) =>
      [0, 1, 2, 3].map((j) => z + j),
    );
    const fours = takeSlices(graph, name, padded, slices);
    const images = reshape(graph, `${name}.images`, fours, [pairs, 4 * inputs, height, width]);
    const y = conv(graph, `${name}.conv`, images, filter, offset, window);
    return toChannelsFirst(graph, name, y, [2 * pairs, outputs, height, width]);
  });
}

/** The filter [2·c_out, 4·c_in, 3, 3] from four slices to two, of one [c_out, c_in, 3, 3, 3]. */
function pairFilter({ shape, read }: TensorSource): TensorSource {
  const [outputs, inputs] = shape as [number, number];
  return {
    shape: [2 * outputs, 4 * inputs, 3, 3],
    read: async () => {
      const from = await read();
      const filter = new Float32Array(2 * outputs * 4 * inputs * 9);
      for (let slice = 0; slice < from.length / 9; slice++) {
        const taps = from.subarray(9 * slice, 9 * slice + 9);
        const [o, i, z] = [
          Math.floor(slice / 3 / inputs),
          Math.floor(slice / 3) % inputs,
          slice % 3,
        ];
        filter.set(taps, (o * 4 * inputs + z * inputs + i) * 9);
        filter.set(taps, ((outputs + o) * 4 * inputs + (z + 1) * inputs + i) * 9);
      }
      return filter;
    },
  };
}

function twice({ shape, read }: TensorSource): TensorSource {
  return {
    shape: [2 * shape[0]!],
    read: async () => {
      const values = await read();
      const both = new Float32Array(2 * values.length);
      both.set(values);
      both.set(values, values.length);
      return both;
    },
  };
}
