import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findModel } from '../../../src/container/algorithm/find-model.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();

function withPlansIn(name: string, ...folders: string[]): string {
  for (const folder of folders) {
    mkdirSync(join(root, name, folder), { recursive: true });
    writeFileSync(join(root, name, folder, 'plans.json'), '{}');
  }
  return join(root, name);
}

test('the folder itself', async () => {
  const folder = withPlansIn('itself', '.');
  expect(await findModel(folder)).toBe(folder);
});

test('a folder that the tarball wraps it in, as nnU-Net names them', async () => {
  const folder = withPlansIn('wrapped', 'Dataset001_PETCT/nnUNetTrainer__nnUNetPlans__3d_fullres');
  expect(await findModel(folder)).toBe(
    join(folder, 'Dataset001_PETCT', 'nnUNetTrainer__nnUNetPlans__3d_fullres'),
  );
});

test('none, or no folder', async () => {
  mkdirSync(join(root, 'empty'));
  expect(await findModel(join(root, 'empty'))).toBeNull();
  expect(await findModel(join(root, 'nowhere'))).toBeNull();
});

test('several are an error that names them', async () => {
  const folder = withPlansIn('several', 'a', 'b');
  await expect(findModel(folder)).rejects.toThrow(/holds 2 models: .*a, .*b/);
});

test("a cascade's folders are one model: its last network", async () => {
  const names = ['T__P__3d_cascade_fullres', 'T__P__3d_lowres'];
  const folder = withPlansIn('cascade', ...names);
  const plans = { configurations: { '3d_cascade_fullres': { previous_stage: '3d_lowres' } } };
  for (const name of names) {
    writeFileSync(join(folder, name, 'plans.json'), JSON.stringify(plans));
  }
  expect(await findModel(folder)).toBe(join(folder, 'T__P__3d_cascade_fullres'));
});

test('so are those of nnU-Net v1, whose trainers have different names', async () => {
  const folder = join(root, 'cascade-v1');
  const of = (configuration: string, trainer: string): string =>
    join(folder, 'nnUNet', configuration, 'Task001_PETCT', `${trainer}__nnUNetPlansv2.1`);
  const cascade = of('3d_cascade_fullres', 'nnUNetTrainerV2CascadeFullRes');
  for (const model of [cascade, of('3d_lowres', 'nnUNetTrainerV2')]) {
    mkdirSync(model, { recursive: true });
    writeFileSync(join(model, 'plans.pkl'), '');
  }
  expect(await findModel(folder)).toBe(cascade);
});

test('something that is no model is an error, not the bundled weights', async () => {
  const folder = join(root, 'no-model');
  mkdirSync(join(folder, 'fold_0'), { recursive: true });
  writeFileSync(join(folder, 'dataset.json'), '{}');
  await expect(findModel(folder)).rejects.toThrow(
    /holds no model: no plans\.json .* Found dataset\.json, fold_0\./,
  );
});

test('hidden files alone are nothing', async () => {
  mkdirSync(join(root, 'hidden'));
  writeFileSync(join(root, 'hidden', '.DS_Store'), '');
  expect(await findModel(join(root, 'hidden'))).toBeNull();
});
