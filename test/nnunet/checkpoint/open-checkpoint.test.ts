import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ModelError } from '../../../src/errors.js';
import type { Checkpoint } from '../../../src/nnunet/checkpoint/checkpoint.js';
import { openCheckpoint } from '../../../src/nnunet/checkpoint/open-checkpoint.js';
import { dict, op } from './support/build-pickle.js';
import { archiveOf, checkpointPickle } from './support/checkpoint-bytes.js';
import { withTemporaryFile } from './support/temporary-file.js';

const fixtures = new URL('./fixtures/', import.meta.url).pathname;

interface ExpectedTensor {
  readonly shape: number[];
  readonly dtype: string;
  readonly values: (number | string)[];
}
type ExpectedTensors = Record<string, ExpectedTensor>;

const expected: Record<'protocols' | 'layouts' | 'prefixes', ExpectedTensors> = JSON.parse(
  readFileSync(`${fixtures}expected.json`, 'utf8'),
);

async function withCheckpoint<T>(
  path: string,
  use: (checkpoint: Checkpoint) => Promise<T> | T,
): Promise<T> {
  const checkpoint = await openCheckpoint(path);
  try {
    return await use(checkpoint);
  } finally {
    await checkpoint.close();
  }
}

async function expectTensors(checkpoint: Checkpoint, tensors: ExpectedTensors): Promise<void> {
  expect([...checkpoint.weights.keys()]).toEqual(Object.keys(tensors));
  for (const [name, { shape, dtype, values }] of Object.entries(tensors)) {
    const weight = checkpoint.weights.get(name)!;
    expect({ name, shape: weight.shape, dtype: weight.dtype }).toEqual({ name, shape, dtype });
    expect({ name, values: [...(await weight.read())] }).toEqual({
      name,
      values: values.map(Number),
    });
  }
}

describe('a checkpoint of an nnU-Net network, saved by torch', () => {
  test.each([2, 3, 4, 5])('pickle protocol %i: same weights, once each', async (protocol) => {
    await withCheckpoint(`${fixtures}protocol-${protocol}.pth`, async (checkpoint) => {
      const isDuplicate = (name: string) => /^decoder\.encoder\.|\.all_modules\./.test(name);
      const once = Object.entries(expected.protocols).filter(([name]) => !isDuplicate(name));
      expect(once).toHaveLength(25);
      await expectTensors(checkpoint, Object.fromEntries(once));
    });
  });

  test.each([2, 3, 4, 5])('pickle protocol %i: the settings', async (protocol) => {
    await withCheckpoint(`${fixtures}protocol-${protocol}.pth`, (checkpoint) => {
      expect(checkpoint.trainerName).toBe('nnUNetTrainer');
      expect(checkpoint.mirrorAxes).toEqual([0, 1, 2]);
      expect(checkpoint.configuration).toBe('3d_fullres');
      expect(checkpoint.fold).toBe('0');
      expect(JSON.parse(JSON.stringify(checkpoint.plans))).toEqual({
        dataset_name: 'Dataset001_Tiny',
        plans_name: 'nnUNetPlans',
        transpose_forward: [0, 1, 2],
        configurations: { '3d_fullres': { patch_size: [4, 4, 4], spacing: [3, 2, 2] } },
        max_intensity: 2 ** 40,
        label_manager: null,
        note: 'Größe µm 肿瘤',
      });
      expect(JSON.parse(JSON.stringify(checkpoint.datasetJson))).toEqual({
        channel_names: { 0: 'CT', 1: 'PET' },
        labels: { background: 0, tumor: 1 },
        file_ending: '.mha',
      });
    });
  });
});

test('every dtype and every way to lie in a storage', async () => {
  await withCheckpoint(`${fixtures}layouts.pth`, async (checkpoint) => {
    await expectTensors(checkpoint, expected.layouts);
    expect(checkpoint).toMatchObject({
      mirrorAxes: null,
      configuration: null,
      fold: null,
      plans: null,
      datasetJson: null,
    });
  });
});

test('prefixes of DDP and torch.compile are removed; fold "all"; mirroring switched off', async () => {
  await withCheckpoint(`${fixtures}prefixes.pth`, async (checkpoint) => {
    const { prefixes } = expected;
    await expectTensors(checkpoint, {
      'encoder.weight': prefixes['module._orig_mod.encoder.weight']!,
      'encoder.bias': prefixes['_orig_mod.encoder.bias']!,
      'decoder.module.weight': prefixes['module.decoder.module.weight']!,
    });
    expect(checkpoint).toMatchObject({ mirrorAxes: null, fold: 'all', configuration: '2d' });
  });
});

test('weights may be read side by side and again', async () => {
  await withCheckpoint(`${fixtures}layouts.pth`, async ({ weights }) => {
    const names = ['sharedWhole', 'sharedHead', 'sharedTail', 'sharedWhole'];
    const tensors = await Promise.all(names.map((name) => weights.get(name)!.read()));
    expect([...tensors[3]!.subarray(7)]).toEqual([...tensors[2]!]);
    tensors[0]!.fill(99);
    expect(tensors[3]![0]).toBe(0);
  });
});

test.each(['legacy.pth', 'legacy-protocol-4.pth'])(
  '%s, a file as before PyTorch 1.6, is read, without checksums',
  async (name) => {
    const checkpoint = await openCheckpoint(`${fixtures}${name}`);
    expect(checkpoint.hasSums).toBe(false);
    const weight = checkpoint.weights.get('weight')!;
    expect(await weight.read()).toEqual(Float32Array.of(1, 1));
    // Its bytes lie where float32 cannot be mapped.
    expect(await weight.locate()).toBeNull();
    await checkpoint.close();
  },
);

test('a file as before PyTorch 1.6 that was cut short is refused', async () => {
  const whole = readFileSync(`${fixtures}legacy.pth`);
  for (const length of [whole.length - 1, whole.length - 12, 60]) {
    const opening = withTemporaryFile(whole.subarray(0, length), (path) => openCheckpoint(path));
    await expect(opening).rejects.toThrow(ModelError);
  }
});

test('a closed checkpoint does not read', async () => {
  const checkpoint = await openCheckpoint(`${fixtures}layouts.pth`);
  await checkpoint.close();
  await expect(checkpoint.weights.get('float32')!.read()).rejects.toThrow(
    /float32.* cannot be read/,
  );
});

describe('files that are no nnU-Net v2 checkpoint', () => {
  test.each([
    ['state-dict.pth', /raw state dict, .*no key network_weights but "weight", "bias"/],
    ['nnunet-v1.pth', /nnU-Net v1 checkpoint without nnunet-v1\.pth\.pkl, .*Copy both/],
    ['expected.json', /no PyTorch checkpoint \(a zip archive made by torch\.save was expected\)/],
    [
      'missing.pth',
      /missing\.pth cannot be used: the file cannot be read \(ENOENT\): it does not exist/,
    ],
  ])('%s', async (name, message) => {
    const error = await openCheckpoint(fixtures + name).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).message).toMatch(message);
  });

  test.each([
    ['an empty file', Buffer.alloc(0), /the file is empty/],
    ['a tar of PyTorch 0.1', Buffer.from(`${'\0'.repeat(257)}ustar`), /before PyTorch 1\.6/],
    [
      'a Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
      /git lfs pull/,
    ],
    [
      'a safetensors file',
      Buffer.from('\x20\0\0\0\0\0\0\0{"__metadata__":{"format":"pt"}}'),
      /a safetensors file/,
    ],
    ['a web page', Buffer.from('\n<!DOCTYPE HTML><html>'), /a web page/],
  ])('%s', async (_, bytes, message) => {
    await expect(withTemporaryFile(bytes, openCheckpoint)).rejects.toThrow(message);
  });

  test('a folder', async () => {
    await expect(openCheckpoint(tmpdir())).rejects.toThrow(/it is not a file/);
  });
});

describe('parts of the wrong type are named', () => {
  test.each([
    ['trainer_name', op.int(1), /"trainer_name": .*expected string/],
    ['network_weights', op.emptyList, /"network_weights": .*expected map/],
    ['network_weights', dict({ w: op.int(3) }), /"network_weights\.w"/],
    ['inference_allowed_mirroring_axes', op.text('x'), /"inference_allowed_mirroring_axes"/],
    [
      'inference_allowed_mirroring_axes',
      Buffer.concat([op.int(3), op.tuple1]),
      /"inference_allowed_mirroring_axes\.0": .*<=2/,
    ],
    ['init_args', op.emptyList, /"init_args"/],
    ['init_args', dict({ fold: op.float(0.5) }), /"init_args\.fold"/],
    ['init_args', dict({ plans: op.bytes(Buffer.of(1)) }), /init_args\.plans holds .*not JSON/],
    [
      'init_args',
      dict({ plans: dict({ n: op.long(2n ** 60n) }) }),
      /init_args\.plans holds .*not JSON/,
    ],
  ])('%s', async (key, value, message) => {
    const bytes = archiveOf(checkpointPickle({}, { [key]: value }));
    await expect(withTemporaryFile(bytes, openCheckpoint)).rejects.toThrow(message);
  });

  test('keys named like prototypes stay plain keys', async () => {
    const withProto = dict({
      ['__proto__']: dict({ polluted: op.int(1) }),
      constructor: op.int(2),
    });
    const bytes = archiveOf(checkpointPickle({}, { init_args: dict({ plans: withProto }) }));
    await withTemporaryFile(bytes, (path) =>
      withCheckpoint(path, (checkpoint) => {
        expect(Object.keys(checkpoint.plans as object)).toEqual(['__proto__', 'constructor']);
        expect(Object.getPrototypeOf(checkpoint.plans)).toBeNull();
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
    );
  });
});
