import type { GraphBuilder, Value } from '../onnx/graph-builder.js';
import { reshape } from '../onnx/operators.js';
import type { TensorSource } from '../onnx/tensor-source.js';
import { bySlabs, takeSlices, toChannelsFirst } from './slabs.js';

/*
 * Winograd's minimal filtering F(2,3) along z: a pair of neighbouring output slices of a filter with
 * slices g0, g1, g2 comes of the four input slices d0 to d3 round it by four 2-D convolutions
 * instead of six.
 *
 *   m0 = g0 * (d0 - d2)    m1 = (g0 + g1 + g2)/2 * (d1 + d2)    first  = m0 + m1 + m2
 *   m3 = g2 * (d1 - d3)    m2 = (g0 - g1 + g2)/2 * (d2 - d1)    second = m1 - m2 - m3
 *
 * S. Winograd, Arithmetic Complexity of Computations (1980); Lavin and Gray, CVPR 2016.
 */
const inputMixture = [
  [1, 0, -1, 0],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, 1, 0, -1],
] as const;
const outputMixture = [1, 1, 1, 0, 0, 1, -1, -1];
const filterMixture: readonly ((g0: number, g1: number, g2: number) => number)[] = [
  (g0) => g0,
  (g0, g1, g2) => (g0 + g1 + g2) / 2,
  (g0, g1, g2) => (g0 - g1 + g2) / 2,
  (_g0, _g1, g2) => g2,
];

/**
 * A 3×3×3 convolution of stride 1, zero-padded to keep the size, by 2-D convolutions over batches of
 * slices. The rounding error is that of the direct sum, about twice over.
 *
 * @param x [1, c_in, z, y, x]
 * @param weight [c_out, c_in, 3, 3, 3]
 * @param bias [c_out]
 * @returns [1, c_out, z, y, x]
 */
export function depthWinograd(
  graph: GraphBuilder,
  key: string,
  x: Value,
  weight: TensorSource,
  bias: TensorSource | undefined,
): Value {
  const [, inputs, depth, height, width] = x.shape as [number, number, number, number, number];
  const outputs = weight.shape[0]!;
  const filters = graph.weight(`${key}.winograd.weight`, mixedFilters(weight));
  const biases = bias && graph.weight(`${key}.winograd.bias`, mixedBias(bias));
  const summing = graph.weight('winograd.output', constant([2, 4], outputMixture));
  const size = {
    depth,
    slices: 2 as const,
    sliceBytes: 4 * Math.max(inputs, outputs) * height * width,
  };

  return bySlabs(graph, key, size, (name, first, end) => {
    const pairs = (end - first) / 2;
    const wanted = Array.from({ length: pairs }, (_, k) => first + 2 * k - 1).flatMap((z) =>
      [0, 1, 2, 3].map((j) => z + j),
    );
    const nearest = wanted.map((z) => Math.min(Math.max(z, 0), depth - 1));
    const fours = takeSlices(graph, name, x, nearest);
    // A slice outside of the image counts as zero: its column of the mixture does.
    const mixture = constant(
      [pairs, 4, 4],
      Array.from({ length: pairs }, (_, k) =>
        inputMixture.flatMap((row) =>
          row.map((w, j) => (wanted[4 * k + j] === nearest[4 * k + j] ? w : 0)),
        ),
      ).flat(),
    );
    const mixed = graph.node(
      'MatMul',
      `${name}.mixed`,
      [
        graph.weight(`${name}.mixture`, mixture),
        reshape(graph, `${name}.rows`, fours, [pairs, 4, inputs * height * width]),
      ],
      [pairs, 4, inputs * height * width],
    );
    const images = reshape(graph, `${name}.images`, mixed, [pairs, 4 * inputs, height, width]);
    const products = graph.node(
      'Conv',
      `${name}.products`,
      biases === undefined ? [images, filters] : [images, filters, biases],
      [pairs, 4 * outputs, height, width],
      { kernel_shape: [3, 3], pads: [1, 1, 1, 1], group: { int: 4 } },
    );
    const voxels = outputs * height * width;
    const sums = graph.node(
      'MatMul',
      `${name}.sums`,
      [summing, reshape(graph, `${name}.products.rows`, products, [pairs, 4, voxels])],
      [pairs, 2, voxels],
    );
    return toChannelsFirst(graph, name, sums, [2 * pairs, outputs, height, width]);
  });
}

/** The four 2-D filters one after the other, [4·c_out, c_in, 3, 3]. */
function mixedFilters({ shape, read }: TensorSource): TensorSource {
  const [outputs, inputs] = shape as [number, number];
  const size = outputs * inputs * 9;
  return {
    shape: [4 * outputs, inputs, 3, 3],
    read: async () => {
      const from = await read();
      const filters = new Float32Array(4 * size);
      for (const [m, mix] of filterMixture.entries()) {
        for (let i = 0; i < size; i++) {
          const at = Math.floor(i / 9) * 27 + (i % 9);
          filters[m * size + i] = mix(from[at]!, from[at + 9]!, from[at + 18]!);
        }
      }
      return filters;
    },
  };
}

/** The bias must come out once in both slices: it enters with m0, and with m3 negatively. */
function mixedBias({ shape, read }: TensorSource): TensorSource {
  const [outputs] = shape as [number];
  return {
    shape: [4 * outputs],
    read: async () => {
      const from = await read();
      const bias = new Float32Array(4 * outputs);
      bias.set(from);
      bias.set(
        from.map((value) => -value),
        3 * outputs,
      );
      return bias;
    },
  };
}

function constant(shape: readonly number[], values: readonly number[]): TensorSource {
  return { shape, read: async () => Float32Array.from(values) };
}
