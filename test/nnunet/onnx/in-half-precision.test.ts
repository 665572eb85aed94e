import { buildUnet } from '../../../src/nnunet/network/build-unet.js';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import type { OnnxGraph } from '../../../src/nnunet/onnx/graph-builder.js';
import { type HalfForm, inHalfPrecision } from '../../../src/nnunet/onnx/in-half-precision.js';
import { twoConvolutions } from '../../support/two-convolutions.js';
import { readFixture } from '../network/support/fixture.js';
import { largestDifference } from '../network/support/largest-difference.js';
import { runModel } from '../network/support/run-model.js';

const cpu: HalfForm = { fusesNorms: false, keepsRounding: true };
const cuda: HalfForm = { fusesNorms: true, keepsRounding: false };
const webgpu: HalfForm = { fusesNorms: false, keepsRounding: false };
const forms = { cpu, cuda, webgpu };

/** What a graph of one input channel answers to the same number everywhere. */
async function answer(graph: OnnxGraph, x: number): Promise<number> {
  const shape = graph.input.shape;
  const input = new Float32Array(shape.reduce((a, b) => a * b)).fill(x);
  return (await runModel(await exportOnnx(graph), input, shape)).data[0]!;
}

describe('in half precision', () => {
  // One bit more than float16 has.
  const fine = 1 + 2 ** -12;

  test.each([
    ['the weights of a convolution are rounded', [fine, 1], 1, 1],
    ['its answer is', [1 + 2 ** -10, 1], 1 + 2 ** -10, 1 + 2 ** -9],
    ['the convolution that gives the logits is left alone', [1, fine], 1, fine],
    ['what is too large becomes infinite', [300, 1e-5], 300, Number.POSITIVE_INFINITY],
  ] as const)('%s', async (_, [first, second], x, expected) => {
    const half = await inHalfPrecision(twoConvolutions([first], second), cpu);
    expect(await answer(half, x)).toBe(expected);
  });

  test('the image is not rounded', async () => {
    // Its second channel takes away what is not fine: only the rest is left, which float16 holds.
    const graph = twoConvolutions([1, -1], 1);
    const [, channels, ...size] = graph.input.shape;
    expect(channels).toBe(2);
    const voxels = size.reduce((a, b) => a * b);
    const image = new Float32Array(2 * voxels).fill(1).fill(fine, 0, voxels);
    // The forms for GPUs lose it on a CPU, which has no Neg of float16: onnxruntime then sees conversions there and back.
    const half = await inHalfPrecision(graph, cpu);
    const { data } = await runModel(await exportOnnx(half), image, graph.input.shape);
    expect(data[0]).toBe(2 ** -12);
  });

  test('NaN stays NaN', async () => {
    const half = await inHalfPrecision(twoConvolutions([1], 1), cpu);
    expect(await answer(half, Number.NaN)).toBeNaN();
  });

  test.each([
    'plain-3d',
    'plain-2d-no-norm',
    'plain-2d-nonlin-first',
    'resenc-3d-anisotropic',
    'resenc-3d-batch-norm',
    'resenc-3d-squeeze-excite',
    'residual-unet-2d',
  ])('%s gives the logits of PyTorch, but for rounding, for every device', async (name) => {
    const fixture = readFixture(name);
    const { graph } = buildUnet(fixture);
    const largest = largestDifference(
      fixture.logits,
      fixture.logits.map(() => 0),
    );
    for (const form of Object.values(forms)) {
      const half = await inHalfPrecision(graph, form);
      const { data } = await runModel(await exportOnnx(half), fixture.input, graph.input.shape);
      const difference = largestDifference(data, fixture.logits) / largest;
      expect(difference).toBeGreaterThan(0);
      expect(difference).toBeLessThan(6e-3);
    }
  });
});

describe('the graph', () => {
  // Full resolution has more than 4096 voxels: its norms are made of plain operators.
  const { graph } = buildUnet({ ...readFixture('plain-3d'), patchSize: [16, 16, 20] });
  const count = ({ nodes }: OnnxGraph, opType: string): number =>
    nodes.filter((node) => node.opType === opType).length;
  const convolutions = count(graph, 'Conv');

  test('for CUDA converts at both ends only, and has each norm as one node', async () => {
    const half = await inHalfPrecision(graph, cuda);
    const weights = new Set(half.initializers.map(({ name }) => name));
    const casts = half.nodes.filter(({ opType }) => opType === 'Cast');
    const ofActivations = casts.filter(({ input }) => !weights.has(input[0]!));
    expect(ofActivations.map(({ input }) => input[0])).toEqual([
      'input',
      'input.negative',
      'input.rest',
      'decoder.stages.1.convs.1.nonlin.half',
    ]);
    expect(count(half, 'InstanceNormalization')).toBe(10);
    expect(count(half, 'Sqrt')).toBe(0);
    expect(count(half, 'Conv')).toBe(convolutions);
  });

  test('elsewhere has norms as they were, in float32', async () => {
    const half = await inHalfPrecision(graph, webgpu);
    for (const opType of ['InstanceNormalization', 'Sqrt', 'ReduceMean', 'Conv']) {
      expect(count(half, opType)).toBe(count(graph, opType));
    }
    const norms = half.nodes.filter(({ opType }) => /Normal|ReduceMean|Sqrt|Sub/.test(opType));
    expect(norms.flatMap(({ input }) => input).filter((name) => /\.half$/.test(name))).toEqual([]);
    expect(count(half, 'Max')).toBe(0);
  });

  test('leaves out biases that a norm takes away, and no others', async () => {
    const withBias = ({ nodes }: OnnxGraph) =>
      nodes.filter(({ opType, input }) => opType === 'Conv' && input.length === 3).length;
    expect(withBias(graph)).toBe(convolutions);
    // Two upsamplings and the logits.
    expect(withBias(await inHalfPrecision(graph, cuda))).toBe(3);
    const noNorm = buildUnet(readFixture('plain-2d-no-norm')).graph;
    expect(withBias(await inHalfPrecision(noNorm, cuda))).toBe(withBias(noNorm));
  });

  test('names no constant that is not needed, and reads none', async () => {
    const half = await inHalfPrecision(graph, cuda);
    const needed = new Set(half.nodes.flatMap(({ input }) => input));
    expect(half.initializers.filter(({ name }) => !needed.has(name))).toEqual([]);
    expect(half.initializers.length).toBeLessThan(graph.initializers.length);
  });

  test('is not changed itself', async () => {
    const before = Buffer.from(await exportOnnx(graph));
    await inHalfPrecision(graph, cpu);
    expect(before.equals(await exportOnnx(graph))).toBe(true);
  });
});
