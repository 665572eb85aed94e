import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { ModelError, UsageError } from '../../src/errors.js';
import { type ImportOptions, importModel } from '../../src/nnunet/import-model.js';
import { loadModel, type Model } from '../../src/nnunet/model/load-model.js';
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

/** A copy of a kit's model whose model.json is this. */
function annotated(modelJson: string | Uint8Array, kit = 'folds'): string {
  made += 1;
  const source = join(root, `source${made}`);
  cpSync(join(kits, kit, 'model'), source, { recursive: true });
  writeFileSync(join(source, 'model.json'), modelJson);
  return source;
}

/** All of a model that may change a mask, but for the weights. */
function settingsOf({ folder: _, folds, earlierModel, ...settings }: Model): unknown {
  const names = folds.map(({ name }) => name);
  return { ...settings, folds: names, earlierModel: earlierModel && settingsOf(earlierModel) };
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

test('folds that a model folder alone would not run together are imported with a word', async () => {
  const { log, warnings } = recordLog();
  await importModel(optionsFor({ folds: ['0', 'all'], log }));
  expect(warnings).toEqual([
    'fold_all was imported beside numbered folds and is left out unless it is asked for: use --folds 0,all',
  ]);
});

test('half precision takes about half the room', async () => {
  const [full, half] = [optionsFor(), optionsFor({ half: true })];
  await importModel(full);
  await importModel(half);
  const size = (folder: string): number =>
    statSync(join(folder, 'fold_0', 'checkpoint_final.onnx')).size;
  expect(size(half.target) / size(full.target)).toBeLessThan(0.75);
});

describe('import never changes the answer', () => {
  const orNot = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const modelJson = fc.record(
    {
      mirror_axes: orNot(fc.subarray([0, 1, 2])),
      configuration: orNot(fc.constant('3d_fullres')),
      channels: orNot(fc.shuffledSubarray(['CT', 'PET'], { minLength: 2 })),
      orientation: orNot(fc.constantFrom('LPS', 'RAS', 'SPL', 'IAR')),
      suv_floor: orNot(fc.integer({ min: 0, max: 5 })),
      minimum_lesion_volume_ml: orNot(fc.double({ min: 0, max: 3, noNaN: true })),
      lesion_certainty: orNot(
        fc.array(fc.record({ from_ml: fc.nat(9), probability: fc.constantFrom(0.6, 0.95) })),
      ),
      container: fc.constant({ time_limit: 60 }),
      licence: orNot(fc.string()),
      provenance: orNot(fc.oneof(fc.string(), fc.record({ source: fc.string() }))),
    },
    { requiredKeys: [] },
  );

  test('whatever model.json says, or does not say', async () => {
    const source = annotated('{}');
    await fc.assert(
      fc.asyncProperty(modelJson, fc.boolean(), async (json, isUtf16) => {
        const text = JSON.stringify(json);
        const bytes = Buffer.from(`\ufeff${text}`, isUtf16 ? 'utf16le' : 'utf8');
        writeFileSync(join(source, 'model.json'), bytes);
        const options = optionsFor({ source, folds: ['2'] });
        await importModel(options);
        const before = await loadModel(source, { folds: ['2'] });
        expect(settingsOf(await loadModel(options.target))).toEqual(settingsOf(before));
        const kept = JSON.parse(readFileSync(join(options.target, 'model.json'), 'utf8'));
        expect(kept).toMatchObject({ ...json, mirror_axes: before.mirrorAxes, ...decided(before) });
      }),
      { numRuns: 5 },
    );
  });

  const decided = ({ configuration }: Model) => ({
    configuration: configuration.name,
    provenance: expect.anything(),
  });

  test('mirror axes that model.json leaves to the checkpoint: the same passes, the same mask', async () => {
    const source = annotated('{ "mirror_axes": null }', 'plain');
    const options = optionsFor({ source });
    await importModel(options);
    expect((await loadModel(options.target)).mirrorAxes).toEqual([0, 1, 2]);
    expect(await maskOf(options.target, 'plain')).toEqual(await maskOf(source, 'plain'));
  });

  test('a configuration that is asked for counts, whatever model.json said', async () => {
    const plans = JSON.parse(readFileSync(join(kits, 'plain', 'model', 'plans.json'), 'utf8'));
    plans.configurations.other = { ...plans.configurations['3d_fullres'], spacing: [9, 9, 9] };
    const source = annotated('{ "configuration": "3d_fullres" }', 'plain');
    writeFileSync(join(source, 'plans.json'), JSON.stringify(plans));
    const options = optionsFor({ source, configuration: 'other' });
    await importModel(options);
    expect((await loadModel(options.target)).configuration.name).toBe('other');
  });

  test('another checkpoint of the folds', async () => {
    const source = annotated('{}', 'plain');
    const fold = join(source, 'fold_0');
    renameSync(join(fold, 'checkpoint_final.pth'), join(fold, 'checkpoint_best.pth'));
    const options = optionsFor({ source, checkpoint: 'checkpoint_best.pth' });
    await importModel(options);
    const before = await loadModel(source, { checkpoint: 'checkpoint_best.pth' });
    expect(settingsOf(await loadModel(options.target))).toEqual(settingsOf(before));
  });
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
