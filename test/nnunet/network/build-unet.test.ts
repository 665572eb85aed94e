import { ModelError } from '../../../src/errors.js';
import { buildUnet } from '../../../src/nnunet/network/build-unet.js';
import { exportOnnx } from '../../../src/nnunet/onnx/export-onnx.js';
import { type Fixture, readFixture } from './support/fixture.js';
import { largestDifference } from './support/largest-difference.js';
import { runModel } from './support/run-model.js';

const names = [
  'plain-3d',
  'plain-2d-no-bias',
  'plain-2d-no-norm',
  'plain-2d-nonlin-first',
  'resenc-3d-anisotropic',
  'resenc-3d-batch-norm',
  'resenc-3d-squeeze-excite',
  'resenc-2d-bottleneck',
  'residual-unet-2d',
  'old-plans-plain-3d',
  'old-plans-resenc-2d',
];
const unread = async () => {
  throw new Error('a weight was read');
};

describe('buildUnet', () => {
  test.each(names)('%s gives the logits of PyTorch', async (name) => {
    const fixture = readFixture(name);
    const { data, dims } = await run(fixture);
    expect(dims).toEqual([1, fixture.outputChannels, ...fixture.patchSize]);
    expect(largestDifference(data, fixture.logits)).toBeLessThan(1e-5);
  });

  test('a difference head gives class 1 minus class 0', async () => {
    const fixture = readFixture('resenc-3d-anisotropic');
    const { data, dims } = await run({ ...fixture, differenceHead: true });
    expect(dims).toEqual([1, 1, ...fixture.patchSize]);
    const [background, lesion] = halves(fixture.logits);
    const expected = lesion.map((logit, i) => logit - background[i]!);
    expect(largestDifference(data, expected)).toBeLessThan(1e-5);
  });

  test('half precision weights change the logits by their rounding only', async () => {
    const fixture = readFixture('plain-3d');
    const { data } = await run({ ...fixture, half: true });
    const difference = largestDifference(data, fixture.logits);
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(5e-3);
  });

  test('half precision halves the convolutions in the file', () => {
    const fixture = readFixture('plain-3d');
    const bytes = (half: boolean) =>
      buildUnet({ ...fixture, half }).graph.initializers.map(
        ({ shape, byteLength }) => byteLength / shape.reduce((a, b) => a * b, 1),
      );
    expect(new Set(bytes(false))).toEqual(new Set([4, 8]));
    expect(new Set(bytes(true))).toEqual(new Set([2, 4, 8]));
  });

  test('uses no ConvTranspose', () => {
    const { graph } = buildUnet(readFixture('plain-3d'));
    const operators = new Set(graph.nodes.map(({ opType }) => opType));
    expect([...operators].sort()).toEqual([
      'Concat',
      'Conv',
      'InstanceNormalization',
      'LeakyRelu',
      'Reshape',
      'Transpose',
    ]);
  });

  test('large images are normalised with exact statistics, small ones by the plain operator', () => {
    const operators = (patchSize: number[]) =>
      buildUnet({ ...readFixture('plain-3d'), patchSize }).graph.nodes.map(({ opType }) => opType);
    const count = (patchSize: number[], opType: string): number =>
      operators(patchSize).filter((other) => other === opType).length;
    // Full resolution has two convolutions on either side of the U; the others have fewer voxels.
    expect(count([16, 16, 16], 'Sqrt')).toBe(0);
    expect(count([16, 16, 20], 'Sqrt')).toBe(4);
    expect(count([16, 16, 20], 'InstanceNormalization')).toBe(6);
  });

  test('names the input and the output', () => {
    const { graph } = buildUnet(readFixture('plain-3d'));
    expect(graph.input).toEqual({ name: 'input', shape: [1, 2, 8, 12, 16] });
    expect(graph.output).toEqual({ name: 'logits', shape: [1, 2, 8, 12, 16] });
  });

  test('reads no weight', () => {
    const fixture = readFixture('plain-3d');
    for (const tensor of fixture.weights.values()) tensor.read = unread;
    expect(() => buildUnet(fixture)).not.toThrow();
  });
});

describe('buildUnet, checkpoint and plans', () => {
  test('drops the heads that inference does not use and says which', async () => {
    const fixture = readFixture('plain-3d');
    const organHead = 'decoder.organ_seg_layers.1.weight';
    fixture.weights.set(organHead, { shape: [11, 4, 1, 1, 1], read: unread });
    const { graph, ignoredKeys } = buildUnet(fixture);
    expect(ignoredKeys).toEqual([
      'decoder.seg_layers.0.weight',
      'decoder.seg_layers.0.bias',
      organHead,
    ]);
    await expect(exportOnnx(graph)).resolves.toBeInstanceOf(Uint8Array);
  });

  test('passes over duplicates and counters', () => {
    const fixture = readFixture('plain-3d');
    const { ignoredKeys } = buildUnet(fixture);
    for (const key of [
      'encoder.stages.0.0.convs.0.all_modules.0.weight',
      'decoder.encoder.stages.0.0.convs.0.conv.weight',
      'encoder.stages.0.0.convs.0.norm.num_batches_tracked',
    ]) {
      fixture.weights.set(key, { shape: [], read: unread });
    }
    expect(buildUnet(fixture).ignoredKeys).toEqual(ignoredKeys);
  });

  test('lists what is missing, what has another shape and what is left over', () => {
    const fixture = readFixture('plain-3d');
    fixture.weights.delete('encoder.stages.1.0.convs.1.norm.bias');
    fixture.weights.set('encoder.gate.weight', { shape: [1], read: unread });
    fixture.weights.set('decoder.transpconvs.1.weight', { shape: [6, 4, 1, 2, 2], read: unread });
    const message = messageOf(() => buildUnet(fixture));
    expect(message.split('\n').slice(1)).toEqual([
      '1 expected by the plans, not in the checkpoint:',
      '  encoder.stages.1.0.convs.1.norm.bias [6]',
      '1 of different shapes:',
      '  decoder.transpconvs.1.weight: plans [6, 4, 2, 2, 2], checkpoint [6, 4, 1, 2, 2]',
      '1 in the checkpoint, not expected by the plans:',
      '  "encoder.gate.weight"',
    ]);
  });

  test('shortens long lists', () => {
    const fixture = readFixture('plain-3d');
    const message = messageOf(() => buildUnet({ ...fixture, weights: new Map() }));
    expect(message).toMatch(/^46 expected by the plans, not in the checkpoint:$/m);
    expect(message).toMatch(/^ {2}and 38 more$/m);
  });

  test('a channel too many is a different shape', () => {
    const fixture = readFixture('resenc-3d-anisotropic');
    const message = messageOf(() => buildUnet({ ...fixture, inputChannels: 3 }));
    expect(message).toContain(
      'encoder.stem.convs.0.conv.weight: plans [4, 3, 1, 3, 3], checkpoint [4, 2, 1, 3, 3]',
    );
  });

  test.each([
    ['not a multiple of the strides', [8, 12, 18]],
    ['of another rank', [12, 16]],
    ['empty', [0, 12, 16]],
  ])('refuses a patch %s', (_, patchSize) => {
    const fixture = readFixture('plain-3d');
    const message = messageOf(() => buildUnet({ ...fixture, patchSize }));
    expect(message).toContain(
      `patch size is [${patchSize.join(', ')}], but the network's strides need multiples of [4, 4, 4]`,
    );
  });

  test('refuses a difference head for more than two classes', () => {
    const fixture = readFixture('plain-2d-no-bias');
    const message = messageOf(() => buildUnet({ ...fixture, differenceHead: true }));
    expect(message).toContain('needs a network with 2 outputs, but this one has 3');
  });
});

async function run(fixture: Fixture) {
  const { graph } = buildUnet(fixture);
  const shape = [1, fixture.inputChannels, ...fixture.patchSize];
  return runModel(await exportOnnx(graph), fixture.input, shape);
}

function halves(values: Float32Array): [Float32Array, Float32Array] {
  const middle = values.length / 2;
  return [values.subarray(0, middle), values.subarray(middle)];
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return (error as ModelError).message;
  }
  throw new Error('nothing was thrown');
}
