import fc from 'fast-check';
import { sliceConvolution, suitsSlices } from '../../src/network/slice-convolution.js';
import { exportOnnx } from '../../src/onnx/export-onnx.js';
import { GraphBuilder, type Value } from '../../src/onnx/graph-builder.js';
import { conv } from '../../src/onnx/operators.js';
import { largestDifference } from './support/largest-difference.js';
import { runModel } from './support/run-model.js';

interface Case {
  readonly inputs: number;
  readonly outputs: number;
  readonly size: readonly number[];
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
  readonly bias: boolean;
}

const cases = fc
  .record({
    inputs: fc.constantFrom(1, 2, 4, 8, 16, 24),
    outputs: fc.constantFrom(8, 16, 40),
    size: fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: 1, max: 9 }))),
    kernel: fc.constantFrom([3, 3, 3], [1, 3, 3]),
    stride: fc.constantFrom([1, 1, 1], [1, 2, 2]),
    bias: fc.boolean(),
  })
  .filter(({ inputs, outputs, kernel, stride }) => suitsSlices(inputs, outputs, kernel, stride));

describe('sliceConvolution', () => {
  test('is the 3-D convolution, whatever the shapes', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (options) => {
        const { sliced, direct } = await both(options);
        expect(sliced.dims).toEqual(direct.dims);
        expect(largestDifference(sliced.data, direct.data)).toBeLessThan(1e-5);
      }),
      { numRuns: 25 },
    );
  });

  // One slice is a MiB or more, so that a slab holds but a few.
  test.each([
    { inputs: 8, outputs: 8, kernel: [3, 3, 3], depth: 17 },
    { inputs: 2, outputs: 8, kernel: [3, 3, 3], depth: 17 },
    { inputs: 8, outputs: 8, kernel: [1, 3, 3], depth: 17 },
  ])('joins slabs: $inputs to $outputs channels, kernel $kernel', async (options) => {
    const size = [options.depth, 128, 256];
    const { sliced, direct, nodes } = await both({
      ...options,
      size,
      stride: [1, 1, 1],
      bias: true,
    });
    expect(nodes.filter((name) => /slab\d+$/.test(name)).length).toBeGreaterThan(1);
    expect(largestDifference(sliced.data, direct.data)).toBeLessThan(1e-5);
  });

  test.each([
    ['3-D strides', 8, 8, [3, 3, 3], [2, 2, 2]],
    ['1×1 kernels', 8, 8, [1, 1, 1], [1, 1, 1]],
    ['channels that do not fill a block', 8, 12, [3, 3, 3], [1, 1, 1]],
    ['channels that do not fill a block', 12, 8, [3, 3, 3], [1, 1, 1]],
    ['2-D networks', 8, 8, [3, 3], [1, 1]],
  ])('is not for %s', (_, inputs, outputs, kernel, stride) => {
    expect(suitsSlices(inputs, outputs, kernel, stride)).toBe(false);
  });
});

async function both({ inputs, outputs, size, kernel, stride, bias }: Case) {
  const noise = generator();
  const shape = [1, inputs, ...size];
  const input = noise(shape);
  const weight = constant([outputs, inputs, ...kernel], noise);
  const offset = bias ? constant([outputs], noise) : undefined;
  const run = async (build: (graph: GraphBuilder, x: Value) => Value) => {
    const graph = new GraphBuilder({ half: false });
    const x = { name: 'input', shape };
    const y = build(graph, x);
    const built = graph.build(x, y);
    const { data, dims } = await runModel(await exportOnnx(built), input, shape);
    return { data, dims, nodes: built.nodes.map(({ name }) => name) };
  };
  const sliced = await run((graph, x) => sliceConvolution(graph, 'c', x, weight, offset, stride));
  const direct = await run((graph, x) =>
    conv(graph, 'c', x, graph.weight('w', weight), offset && graph.weight('b', offset), {
      kernel,
      strides: stride,
      pads: kernel.map((k) => (k - 1) / 2),
    }),
  );
  return { sliced, direct, nodes: sliced.nodes };
}

function constant(shape: readonly number[], noise: (shape: readonly number[]) => Float32Array) {
  const values = noise(shape);
  return { shape, read: async () => values };
}

/** Uniform numbers from −0.1 to 0.1, the same in every run. */
function generator() {
  let state = 1;
  return (shape: readonly number[]) => {
    const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
    for (let i = 0; i < values.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      values[i] = (state / 2 ** 32 - 0.5) / 5;
    }
    return values;
  };
}
