import { readdirSync, readFileSync } from 'node:fs';
import { ModelError } from '../../../src/errors.js';
import { openCheckpoint } from '../../../src/nnunet/checkpoint/open-checkpoint.js';
import { buildPickle, dict, op, tensor } from './support/build-pickle.js';
import type { ZipOptions } from './support/build-zip.js';
import { archiveOf, checkpointPickle, storage } from './support/checkpoint-bytes.js';
import { withTemporaryFile } from './support/temporary-file.js';

const fixtures = new URL('./fixtures/', import.meta.url).pathname;

/** Opens and verifies; whether there were sums. */
async function verified(path: string): Promise<boolean> {
  const checkpoint = await openCheckpoint(path);
  await checkpoint.verify().finally(checkpoint.close);
  return checkpoint.hasSums;
}

test.each(readdirSync(fixtures).filter((name) => /^(protocol|layouts|prefixes)/.test(name)))(
  "%s has torch's sums, and they agree",
  async (name) => {
    expect(await verified(fixtures + name)).toBe(true);
  },
);

test('a byte of a weight that has changed is told, with the weight', async () => {
  const bytes = readFileSync(`${fixtures}prefixes.pth`);
  // 2.0 as torch stored it.
  const at = bytes.indexOf(Buffer.from(new Float32Array([2]).buffer));
  expect(at).toBeGreaterThan(0);
  bytes[at + 2]! ^= 1;
  const verifying = withTemporaryFile(bytes, verified);
  await expect(verifying).rejects.toThrow(ModelError);
  await expect(verifying).rejects.toThrow(
    /checkpoint\.pth cannot be used: its weight "encoder\.bias" is damaged: .* checksum .*Copy the file again/,
  );
});

const changed = (what: Buffer, options: ZipOptions): Buffer => {
  const bytes = archiveOf(checkpointPickle(), options);
  const at = bytes.indexOf(what);
  bytes[at]! ^= 1;
  return bytes;
};

test('what is changed where torch was told to write no sums cannot be seen, and that is known', async () => {
  expect(await withTemporaryFile(changed(storage, {}), verified)).toBe(false);
  await expect(withTemporaryFile(changed(storage, { sums: true }), verified)).rejects.toThrow(
    /its weight "w" is damaged/,
  );
});

test('settings that have changed are told before they are taken', async () => {
  const trainer = Buffer.from('nnUNetTrainer');
  const opening = withTemporaryFile(changed(trainer, { sums: true }), openCheckpoint);
  await expect(opening).rejects.toThrow(/its data\.pkl is damaged: .*checksum/);
});

test('one sum among others that was lost is damage', async () => {
  const bytes = archiveOf(checkpointPickle(), { sums: true });
  const entry = bytes.lastIndexOf('any name/data/0') - 46;
  bytes.writeUInt32LE(0, entry + 16);
  await expect(withTemporaryFile(bytes, verified)).rejects.toThrow(/is damaged/);
});

test('a checkpoint without a trainer name is one', async () => {
  const pickle = buildPickle(dict({ network_weights: dict({ w: tensor() }), note: op.none }));
  await withTemporaryFile(archiveOf(pickle), async (path) => {
    const checkpoint = await openCheckpoint(path);
    await checkpoint.close();
    expect(checkpoint.trainerName).toBeNull();
    expect([...checkpoint.weights.keys()]).toEqual(['w']);
  });
});
