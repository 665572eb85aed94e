import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { openCheckpoint } from '../../../src/nnunet/checkpoint/open-checkpoint.js';
import { PickledStorage, PickledTensor } from '../../../src/nnunet/checkpoint/pickle-value.js';
import { storedTensor } from '../../../src/nnunet/checkpoint/stored-tensor.js';
import type { TorchArchive } from '../../../src/nnunet/checkpoint/torch-archive.js';
import type { TorchDtype } from '../../../src/nnunet/checkpoint/torch-dtype.js';
import { dict, op, type TensorOptions } from './support/build-pickle.js';
import { archiveOf, checkpointPickle } from './support/checkpoint-bytes.js';
import { withTemporaryFile } from './support/temporary-file.js';

/** An archive in memory whose only storage, `0`, holds 0, 1, 2, ... */
function countingArchive(count: number): TorchArchive {
  const bytes = Buffer.from(Float32Array.from({ length: count }, (_, i) => i).buffer);
  return {
    pickle: Buffer.alloc(0),
    storageSize: (key) => (key === '0' ? bytes.length : undefined),
    locateStorage: async () => 64,
    hasSums: false,
    isSound: async () => true,
    readStorage: async (_key, from, length) =>
      Buffer.from(new Uint8Array(bytes.subarray(from, from + length)).buffer),
  };
}

describe('views that do not fit their storage of two float32 values', () => {
  test.each<[string, TensorOptions, RegExp]>([
    ['more values than stored', { shape: [3] }, /shape 3 with strides 1 reaches past its storage/],
    ['offset past the end', { offset: 1 }, /reaches past/],
    ['stride past the end', { stride: [2] }, /reaches past/],
    ['offset beyond any file', { offset: 2n ** 52n }, /reaches past/],
    [
      'sizes whose product overflows',
      { shape: Array(8).fill(2n ** 52n), stride: Array(8).fill(2n ** 52n) },
      /reaches past/,
    ],
    ['repeated values', { shape: [2, 5], stride: [1, 0] }, /repeats values/],
    ['billions of repeated values', { shape: [2n ** 50n], stride: [0] }, /repeats values/],
    ['fewer bytes than the storage claims', { elements: 3 }, /8 bytes .* where 12 are expected/],
    [
      'more bytes than the storage claims',
      { elements: 1, shape: [1] },
      /8 bytes .* where 4 are expected/,
    ],
    ['another element type', { storageType: 'DoubleStorage' }, /8 bytes .* where 16 are expected/],
    ['negative offset', { offset: -1 }, /make no sense/],
    ['negative size', { shape: [-1] }, /make no sense/],
    ['negative stride', { stride: [-1] }, /make no sense/],
    ['sizes beyond 2^53', { shape: [2n ** 60n] }, /make no sense/],
    ['storage beyond 2^53', { elements: 2n ** 60n }, /a storage that is none/],
    ['fewer strides than axes', { shape: [1, 2], stride: [1] }, /make no sense/],
    ['a lazily negated tensor', { metadata: dict({ neg: op.none }) }, /negated or conjugated/],
    ['nine axes', { shape: Array(9).fill(1), stride: Array(9).fill(1) }, /make no sense/],
    ['an unknown storage class', { storageType: 'QInt8Storage' }, /"torch\.QInt8Storage"/],
  ])('%s', async (_, tensor, message) => {
    const bytes = archiveOf(checkpointPickle(tensor));
    await expect(withTemporaryFile(bytes, openCheckpoint)).rejects.toThrow(message);
  });

  test('the message names the weight', async () => {
    const bytes = archiveOf(checkpointPickle({ shape: [3] }));
    await expect(withTemporaryFile(bytes, openCheckpoint)).rejects.toThrow(
      /checkpoint\.pth cannot be used: its weight "w" is unusable: shape 3/,
    );
  });
});

test('a tensor without values needs no storage', async () => {
  const storage = new PickledStorage('gone', 'float32', 0);
  const tensor = storedTensor(new PickledTensor(storage, 0, [0, 7], [7, 1]), countingArchive(0));
  expect(tensor.shape).toEqual([0, 7]);
  expect(await tensor.read()).toHaveLength(0);
});

test('a huge storage is not read for a few scattered values', () => {
  const storage = new PickledStorage('0', 'float32', 2 ** 40);
  const archive = { ...countingArchive(0), storageSize: () => 2 ** 40 };
  const scattered = new PickledTensor(storage, 0, [2], [2 ** 30]);
  expect(() => storedTensor(scattered, archive)).toThrow(/2 values are scattered over 1073741825/);
  const enormous = new PickledTensor(storage, 0, [2 ** 30], [1]);
  expect(() => storedTensor(enormous, archive)).toThrow(/larger than any weight/);
});

test('any permutation and slicing of axes reads the values at offset + sum(index * stride)', async () => {
  const axis = fc.record({
    size: fc.integer({ min: 1, max: 4 }),
    gap: fc.integer({ min: 1, max: 3 }),
  });
  const views = fc.record({
    axes: fc.array(axis, { maxLength: 4 }),
    order: fc.infiniteStream(fc.nat()),
    offset: fc.nat(5),
  });
  await fc.assert(
    fc.asyncProperty(views, async ({ axes, order, offset }) => {
      let stride = 1;
      const strided = axes.map(({ size, gap }) => {
        const own = stride * gap;
        stride = own * size;
        return { size, stride: own, rank: order.next().value };
      });
      strided.sort((a, b) => a.rank - b.rank);
      const shape = strided.map(({ size }) => size);
      const strides = strided.map((view) => view.stride);
      const archive = countingArchive(offset + stride);
      const storage = new PickledStorage('0', 'float32', archive.storageSize('0')!);
      const values = await storedTensor(
        new PickledTensor(storage, offset, shape, strides),
        archive,
      ).read();
      expect([...values]).toEqual(positions(shape, strides, offset));
    }),
  );
});

/** Where each value lies, in C order, written as the recursion it is. */
function positions(shape: readonly number[], strides: readonly number[], at: number): number[] {
  if (shape.length === 0) return [at];
  return Array.from({ length: shape[0]! }, (_, i) =>
    positions(shape.slice(1), strides.slice(1), at + i * strides[0]!),
  ).flat();
}

describe('locate', () => {
  const view = (shape: number[], stride: number[], offset: number, dtype: TorchDtype) =>
    storedTensor(
      new PickledTensor(new PickledStorage('0', dtype, 48), offset, shape, stride),
      countingArchive(12),
    );

  test.each<[string, number[], number[], number, TorchDtype, number | null]>([
    ['contiguous float32 values', [3, 2], [2, 1], 5, 'float32', 84],
    ['values in another order', [3, 2], [1, 3], 0, 'float32', null],
    ['float16', [3, 2], [2, 1], 0, 'float16', null],
    ['integers of the same size', [3, 2], [2, 1], 0, 'int32', null],
    ['no values', [0, 2], [2, 1], 0, 'float32', null],
  ])('%s', async (_, shape, stride, offset, dtype, byte) => {
    expect(await view(shape, stride, offset, dtype).locate()).toBe(byte);
  });

  test('values that are not aligned have no place', async () => {
    const archive = { ...countingArchive(2), locateStorage: async () => 66 };
    const storage = new PickledStorage('0', 'float32', 8);
    expect(
      await storedTensor(new PickledTensor(storage, 0, [2], [1]), archive).locate(),
    ).toBeNull();
  });

  test.each(['layouts', 'protocol-2', 'prefixes'])('the bytes there in %s.pth', async (name) => {
    const path = new URL(`./fixtures/${name}.pth`, import.meta.url).pathname;
    const file = readFileSync(path);
    const checkpoint = await openCheckpoint(path);
    const places: (number | null)[] = [];
    for (const weight of checkpoint.weights.values()) {
      const place = await weight.locate();
      places.push(place);
      if (place === null) continue;
      const values = await weight.read();
      const there = values.map((_, i) => file.readFloatLE(place + 4 * i));
      expect(there).toEqual(values);
    }
    await checkpoint.close();
    expect(places.some((place) => place !== null)).toBe(true);
  });
});
