import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError, UsageError } from '../../src/errors.js';
import { type ImportOptions, importModel } from '../../src/nnunet/import-model.js';
import { loadModel } from '../../src/nnunet/model/load-model.js';
import { segment } from '../../src/segment/segment.js';
import { makeModel } from '../support/make-model.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const kits = fileURLToPath(new URL('../parity/kits/', import.meta.url));
const root = temporaryFolder();
let made = 0;

function optionsFor(changed: Partial<ImportOptions> = {}): ImportOptions {
  made += 1;
  return {
    source: join(kits, 'folds', 'model'),
    target: join(root, `imported${made}`),
    folds: 'auto',
    configuration: null,
    checkpoint: 'checkpoint_final.pth',
    half: false,
    log: recordLog().log,
    ...changed,
  };
}

async function maskOf(model: string, kit: string): Promise<Buffer> {
  made += 1;
  const output = join(root, `mask${made}.mha`);
  await segment({
    pet: join(kits, kit, 'pet.mha'),
    ct: join(kits, kit, 'ct.mha'),
    output,
    model,
    device: 'cpu',
    tta: 'full',
    threads: 1,
  });
  return readFileSync(output);
}

test('the imported model gives the same mask, fold by fold and mirror by mirror', async () => {
  const options = optionsFor();
  await importModel(options);
  const [before, after] = [await loadModel(options.source), await loadModel(options.target)];
  expect(after.mirrorAxes).toEqual(before.mirrorAxes);
  expect(after.configuration.name).toBe(before.configuration.name);
  expect(after.folds.map(({ name }) => name)).toEqual(before.folds.map(({ name }) => name));
  expect(after.folds.every(({ path }) => path.endsWith('.onnx'))).toBe(true);
  expect(await maskOf(options.target, 'folds')).toEqual(await maskOf(options.source, 'folds'));
});

test('a cascade brings its first network along', async () => {
  const stages = join(kits, 'cascade', 'model');
  const [second] = readdirSync(stages).filter((name) => name.endsWith('cascade_fullres'));
  const options = optionsFor({ source: join(stages, second!) });
  await importModel(options);
  expect((await loadModel(options.target)).earlierModel?.configuration.name).toBe('3d_lowres');
  expect(await maskOf(options.target, 'cascade')).toEqual(await maskOf(options.source, 'cascade'));
});

test('only the folds that were asked for are imported', async () => {
  const options = optionsFor({ folds: ['2'] });
  await importModel(options);
  expect((await loadModel(options.target)).folds.map(({ name }) => name)).toEqual(['2']);
});

test('half precision takes about half the room', async () => {
  const [full, half] = [optionsFor(), optionsFor({ half: true })];
  await importModel(full);
  await importModel(half);
  const size = (folder: string): number =>
    statSync(join(folder, 'fold_0', 'checkpoint_final.onnx')).size;
  expect(size(half.target) / size(full.target)).toBeLessThan(0.75);
});

test("the source's own model.json stays, with new sums", async () => {
  const source = join(root, 'annotated');
  cpSync(join(kits, 'plain', 'model'), source, { recursive: true });
  writeFileSync(join(source, 'model.json'), JSON.stringify({ suv_floor: 2, mirror_axes: [1] }));
  const options = optionsFor({ source });
  await importModel(options);
  expect(await loadModel(options.target)).toMatchObject({ suvFloor: 2, mirrorAxes: [1] });
});

test('a folder with something in it is not touched', async () => {
  const options = optionsFor({ target: join(kits, 'plain') });
  await expect(importModel(options)).rejects.toThrow(UsageError);
  await expect(importModel(options)).rejects.toThrow(/is not empty/);
});

test('an import that fails leaves nothing', async () => {
  const source = join(root, 'damaged');
  cpSync(join(kits, 'folds', 'model'), source, { recursive: true });
  const last = join(source, 'fold_2', 'checkpoint_final.pth');
  writeFileSync(last, readFileSync(last).subarray(0, 1000));
  const options = optionsFor({ source });
  await expect(importModel(options)).rejects.toThrow(ModelError);
  expect(existsSync(options.target)).toBe(false);
  expect(readdirSync(root).filter((name) => name.startsWith('.'))).toEqual([]);
});

test("a stranger's folder of a name like it is left alone, a file in its place refused", async () => {
  const options = optionsFor({ folds: ['0'] });
  mkdirSync(`${options.target}.partial`);
  writeFileSync(join(`${options.target}.partial`, 'mine'), '');
  await importModel(options);
  expect(readdirSync(options.target)).not.toContain('mine');
  expect(readdirSync(`${options.target}.partial`)).toEqual(['mine']);
  const file = join(root, 'file');
  writeFileSync(file, 'mine');
  await expect(importModel(optionsFor({ target: file }))).rejects.toThrow(UsageError);
  await expect(importModel(optionsFor({ target: join(file, 'in') }))).rejects.toThrow(UsageError);
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('a model that is ONNX already is said to be', async () => {
  const source = await makeModel(join(root, 'onnx'));
  await expect(importModel(optionsFor({ source }))).rejects.toThrow(/ONNX file already/);
});
