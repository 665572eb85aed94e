import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import { loadModel } from '../../../src/nnunet/model/load-model.js';
import { locateModel } from '../../../src/nnunet/model/locate-model.js';
import { makeModel } from '../../support/make-model.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeZip } from '../../support/write-zip.js';

const root = temporaryFolder();
let made = 0;

/** Results with these model folders in them. */
function resultsWith(file: string, ...folders: string[]): string {
  const results = join(root, String(++made));
  for (const folder of folders) {
    mkdirSync(join(results, folder), { recursive: true });
    writeFileSync(join(results, folder, file), '{}');
  }
  return results;
}
const { log } = recordLog();
const find = (path: string, configuration: string | null = null) =>
  locateModel(path, configuration, log);

const fullres = 'Dataset001_PETCT/nnUNetTrainer__nnUNetPlans__3d_fullres';

test('the model folder itself, and any folder above it', async () => {
  const results = resultsWith('plans.json', fullres);
  for (const path of [results, join(results, 'Dataset001_PETCT'), join(results, fullres)]) {
    expect(await find(path)).toBe(join(results, fullres));
  }
});

test('one of several is asked for, unless it is named', async () => {
  const other = fullres.replace('3d_fullres', '2d');
  const results = resultsWith('plans.json', fullres, other);
  await expect(find(results)).rejects.toThrow(ModelError);
  await expect(find(results)).rejects.toThrow(
    /holds 2 models: .*--configuration \(2d, 3d_fullres\)/,
  );
  expect(await find(results, '2d')).toBe(join(results, other));
});

test('of a cascade the last network is meant', async () => {
  const [lowres, cascade] = ['3d_lowres', '3d_cascade_fullres'].map((name) =>
    fullres.replace('3d_fullres', name),
  ) as [string, string];
  const results = resultsWith('plans.json', lowres, cascade);
  expect(await find(results)).toBe(join(results, cascade));
  expect(await find(results, '3d_lowres')).toBe(join(results, lowres));
});

test('nnU-Net v1’s results, cascades too', async () => {
  const of = (configuration: string, trainer: string) =>
    `nnUNet/${configuration}/Task001_PETCT/${trainer}__nnUNetPlansv2.1`;
  const single = of('3d_fullres', 'nnUNetTrainerV2');
  const results = resultsWith('plans.pkl', single);
  expect(await find(results)).toBe(join(results, single));
  const cascade = of('3d_cascade_fullres', 'nnUNetTrainerV2CascadeFullRes');
  const two = resultsWith('plans.pkl', cascade, of('3d_lowres', 'nnUNetTrainerV2'));
  expect(await find(two)).toBe(join(two, cascade));
});

test('a folder without a model, or a fold, says what is expected', async () => {
  const results = resultsWith('plans.json', fullres);
  const fold = join(results, fullres, 'fold_0');
  mkdirSync(fold);
  await expect(find(fold)).rejects.toThrow(`Give ${dirname(fold)}.`);
  await expect(find(resultsWith('x', 'a'))).rejects.toThrow(/is not a model folder/);
});

describe('a .zip', () => {
  const cache = join(root, 'cache');
  const before = process.env.AUTOPET_CACHE;
  beforeAll(() => {
    process.env.AUTOPET_CACHE = cache;
  });
  afterAll(() => {
    if (before === undefined) delete process.env.AUTOPET_CACHE;
    else process.env.AUTOPET_CACHE = before;
  });

  const zipOf = (files: Record<string, Buffer>): string => {
    const path = join(root, `model${++made}.zip`);
    const parts = Object.entries(files).map(([name, content]) => ({ name, content }));
    writeZip(path, parts);
    return path;
  };

  test('is unpacked once into a cache that is told', async () => {
    const folder = await makeModel(join(root, 'zipped'));
    const at = (name: string) => readFileSync(join(folder, name));
    const zip = zipOf({
      [`${fullres}/plans.json`]: at('plans.json'),
      [`${fullres}/dataset.json`]: at('dataset.json'),
      [`${fullres}/fold_0/checkpoint_final.onnx`]: at('fold_0/checkpoint_final.onnx'),
      [`${fullres}/fold_0/validation/case.nii.gz`]: Buffer.from('large'),
      '__MACOSX/plans.json': Buffer.from('{}'),
    });
    const recorded = recordLog();
    const model = await loadModel(zip, { log: recorded.log });
    expect(model.folder.startsWith(join(cache, 'models'))).toBe(true);
    expect(readdirSync(join(model.folder, 'fold_0'))).toEqual(['checkpoint_final.onnx']);
    expect(recorded.infos[0]).toMatch(/unpacking .* to .*cache\/models\/model\d+-.*may be removed/);
    const again = recordLog();
    expect((await loadModel(zip, { log: again.log })).folder).toBe(model.folder);
    expect(again.infos.join()).not.toMatch(/unpacking/);
    utimesSync(zip, 1, 1);
    expect((await loadModel(zip)).folder).not.toBe(model.folder);
  });

  test('that is damaged, or holds no model, leaves nothing', async () => {
    const count = () => readdirSync(join(cache, 'models')).length;
    const found = count();
    const empty = zipOf({ 'readme.txt': Buffer.from('') });
    const leaving = zipOf({ '../outside/plans.json': Buffer.from('{}') });
    await expect(find(leaving)).rejects.toThrow(ModelError);
    expect(readdirSync(cache)).toEqual(['models']);
    await expect(find(empty)).rejects.toThrow(/holds no model/);
    const damaged = join(root, 'damaged.zip');
    writeFileSync(damaged, readFileSync(empty).subarray(0, 20));
    await expect(find(damaged)).rejects.toThrow(ModelError);
    expect(count()).toBe(found);
  });
});
