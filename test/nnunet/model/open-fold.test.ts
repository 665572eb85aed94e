import { realpathSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel } from '../../../src/nnunet/model/load-model.js';
import { openFold } from '../../../src/nnunet/model/open-fold.js';
import type { ModelWithoutWeights } from '../../../src/runtime/network-source.js';
import { openSessionPool } from '../../../src/runtime/session-pool.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const folder = fileURLToPath(new URL('../../parity/kits/plain/model/', import.meta.url));
const checkpoint = join(folder, 'fold_0', 'checkpoint_final.pth');

async function openNetwork(path: string): Promise<ModelWithoutWeights> {
  const { configuration, dataset } = await loadModel(folder);
  const form = { device: 'cpu', precision: 'float32' } as const;
  return (await (
    await openFold(path)
  ).network(configuration, dataset, form)) as ModelWithoutWeights;
}

test('the network of a checkpoint is small, and refers to the checkpoint for its weights', async () => {
  const { model, weightsFolder } = await openNetwork(checkpoint);
  expect(weightsFolder).toBe(realpathSync(join(folder, 'fold_0')));
  expect(Buffer.from(model).includes('checkpoint_final.pth')).toBe(true);
  expect(model.length).toBeLessThan(statSync(checkpoint).size / 2);
});

test('a link to a checkpoint kept elsewhere runs too', async () => {
  const link = join(root, 'checkpoint_best.pth');
  symlinkSync(checkpoint, link);
  const pool = openSessionPool();
  const shape = await pool.load(await openNetwork(link), { device: 'cpu', threads: 1 });
  await pool.close();
  expect(shape.input.slice(0, 2)).toEqual([1, 2]);
});
