import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { withSpool } from '../../src/files/spool.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();

test('gives back each value, in any order and between additions, and leaves nothing', async () => {
  const values = ['', 'a\nb\u2028\ud83d\ude00\ud800', { deep: [1, null, 'ü'] }, 7, []];
  const found = await withSpool<unknown, unknown[]>(join(root, 'table.csv'), async (spool) => {
    await spool.add(values.slice(0, 2));
    const early = await spool.at(1);
    await spool.add(values.slice(2));
    expect(readdirSync(root)).toHaveLength(1);
    return [early, ...(await Promise.all([4, 3, 2, 1, 0].map((k) => spool.at(k))))];
  });
  expect(found).toEqual([values[1], ...values.toReversed()]);
  expect(readdirSync(root)).toEqual([]);
});

test('goes when its use fails', async () => {
  const use = async () => Promise.reject(new Error('no use'));
  await expect(withSpool(join(root, 'x'), use)).rejects.toThrow('no use');
  expect(readdirSync(root)).toEqual([]);
});
