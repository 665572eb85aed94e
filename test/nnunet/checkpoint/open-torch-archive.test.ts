import { open } from 'node:fs/promises';
import { openTorchArchive } from '../../../src/nnunet/checkpoint/open-torch-archive.js';
import { buildZip } from './support/build-zip.js';
import { withTemporaryFile } from './support/temporary-file.js';

async function openBytes(zip: Uint8Array) {
  return withTemporaryFile(zip, async (path) => {
    const file = await open(path);
    try {
      const archive = await openTorchArchive(file);
      return {
        pickle: archive.pickle.toString(),
        sizes: ['0', '1', '../data.pkl'].map((key) => archive.storageSize(key)),
        middle: (await archive.readStorage('0', 2, 3)).toString(),
      };
    } finally {
      await file.close();
    }
  });
}

const pickle = Buffer.from('pickle');
const storage = Buffer.from('storage');

test.each(['archive', 'checkpoint_final', 'a folder name, é'])('root folder %s', async (root) => {
  const latin1 = Buffer.from(root).toString('latin1');
  const zip = buildZip({
    [`${latin1}/data.pkl`]: pickle,
    [`${latin1}/byteorder`]: Buffer.from('little'),
    [`${latin1}/data/0`]: storage,
    [`${latin1}/sub/data.pkl`]: storage,
  });
  expect(await openBytes(zip)).toEqual({
    pickle: 'pickle',
    sizes: [7, undefined, undefined],
    middle: 'ora',
  });
});

test.each<[string, Record<string, Uint8Array>, RegExp]>([
  ['no pickle', { 'a/constants.pkl': pickle }, /0 entries \*\/data\.pkl/],
  ['a pickle without a folder', { 'data.pkl': pickle }, /0 entries/],
  ['two pickles', { 'a/data.pkl': pickle, 'b/data.pkl': pickle }, /2 entries/],
  ['big-endian', { 'a/data.pkl': pickle, 'a/byteorder': Buffer.from('big') }, /big-endian/],
  ['a huge pickle', { 'a/data.pkl': Buffer.alloc(2 ** 24 + 1) }, /without its training log/],
])('%s is refused', async (_, entries, message) => {
  await expect(openBytes(buildZip(entries))).rejects.toThrow(message);
});
