import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import { loadModel, type ModelChoice } from '../../../src/nnunet/model/load-model.js';
import { configuration, dataset, makeModel, plans, suvOver4 } from '../../support/make-model.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
let made = 0;
const newFolder = (name = 'model'): string => join(root, String(++made), name);

async function refusal(folder: string, choice: ModelChoice = {}): Promise<string> {
  const error: unknown = await loadModel(folder, choice).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ModelError);
  return (error as ModelError).message;
}

const withConfiguration = (changed: Record<string, unknown>) => ({
  plans: { ...plans, configurations: { '3d_fullres': { ...configuration, ...changed } } },
});

test('a model folder is read into typed settings', async () => {
  const folder = await makeModel(newFolder(), {
    modelJson: {
      mirror_axes: [0, 2],
      orientation: 'LPS',
      tracers: ['FDG', 'PSMA'],
      suv_floor: 1.5,
      licence: 'CC0',
    },
    folds: { 0: suvOver4, 1: suvOver4, all: suvOver4 },
  });
  const model = await loadModel(folder);
  expect(model).toMatchObject({
    channels: ['CT', 'PET'],
    mirrorAxes: [0, 2],
    orientation: 'LPS',
    tracers: ['FDG', 'PSMA'],
    suvFloor: 1.5,
    minimumLesionMl: null,
    lesionCertainty: [],
    calibration: null,
    configuration: { name: '3d_fullres', patchSize: [8, 8, 8], spacing: [2, 2, 2] },
  });
  expect(model.folds.map(({ name }) => name)).toEqual(['0', '1']);
});

describe('folds', () => {
  test('without a checkpoint are told', async () => {
    const folder = await makeModel(newFolder(), { folds: { 0: suvOver4, 2: suvOver4 } });
    mkdirSync(join(folder, 'fold_1'));
    writeFileSync(join(folder, 'fold_1', 'checkpoint_best.onnx'), 'of a training that was stopped');
    symlinkSync(join(root, 'nowhere'), join(folder, 'fold_3'));
    const { log, warnings } = recordLog();
    const model = await loadModel(folder, { log });
    expect(model.folds.map(({ name }) => name)).toEqual(['0', '2']);
    expect(warnings).toEqual(['left out for want of a checkpoint_final.onnx: fold 1, 3']);
    await loadModel(folder, { log, folds: ['0', '2'] });
    expect(warnings).toHaveLength(1);
  });

  test('whose checkpoint is a link that leads nowhere are refused', async () => {
    const folder = await makeModel(newFolder(), { folds: { 0: suvOver4 } });
    mkdirSync(join(folder, 'fold_1'));
    symlinkSync(join(root, 'nowhere'), join(folder, 'fold_1', 'checkpoint_final.pth'));
    expect(await refusal(folder)).toMatch(/fold_1\/checkpoint_final\.pth .*does not exist/);
  });

  test.each([
    ['auto leaves fold_all out', 'auto', ['0', '2', '10']],
    ['all means fold_all', 'all', ['all']],
    ['a list is taken in its order', ['10', '0'], ['10', '0']],
  ] as const)('%s', async (_, folds, expected) => {
    const folder = await makeModel(newFolder(), {
      folds: { 0: suvOver4, 10: suvOver4, 2: suvOver4, all: suvOver4 },
    });
    const model = await loadModel(folder, { folds });
    expect(model.folds.map(({ name }) => name)).toEqual(expected);
  });

  test('a stopped training has other checkpoints, which are named', async () => {
    const folder = await makeModel(newFolder(), { folds: {} });
    mkdirSync(join(folder, 'fold_0'));
    expect(await refusal(folder)).toMatch(/holds no weights.*Give the folder that holds plans/);
    writeFileSync(join(folder, 'fold_0', 'checkpoint_best.pth'), '');
    // It is taken where there is no other.
    expect(await refusal(folder)).toMatch(/checkpoint_best\.pth cannot be used: the file is empty/);
    writeFileSync(join(folder, 'fold_0', 'other.pth'), '');
    rmSync(join(folder, 'fold_0', 'checkpoint_best.pth'));
    expect(await refusal(folder)).toMatch(
      /It holds fold_0\/other\.pth: "autopet import --checkpoint other\.pth" makes/,
    );
  });

  test('fold_all alone is found', async () => {
    const folder = await makeModel(newFolder(), { folds: { all: suvOver4 } });
    expect((await loadModel(folder)).folds.map(({ name }) => name)).toEqual(['all']);
  });

  test('all without fold_all takes every numbered fold', async () => {
    const folder = await makeModel(newFolder(), { folds: { 0: suvOver4, 1: suvOver4 } });
    const model = await loadModel(folder, { folds: 'all' });
    expect(model.folds.map(({ name }) => name)).toEqual(['0', '1']);
  });

  test('a fold that is not there is named with those that are', async () => {
    const folder = await makeModel(newFolder());
    expect(await refusal(folder, { folds: ['3'] })).toMatch(/Fold 3 is not in .* It holds: 0\./);
  });

  test('a folder without weights', async () => {
    const folder = await makeModel(newFolder(), { folds: {} });
    expect(await refusal(folder)).toMatch(/holds no weights/);
  });
});

describe('channel order', () => {
  test.each([
    [{ 0: 'PET', 1: 'CT' }, ['PET', 'CT']],
    [{ 1: 'suv', 0: 'CTres' }, ['CT', 'PET']],
    [{ 0: 'ct', 1: ' SUV ' }, ['CT', 'PET']],
  ])('%j', async (channel_names, expected) => {
    const folder = await makeModel(newFolder(), { dataset: { ...dataset, channel_names } });
    expect((await loadModel(folder)).channels).toEqual(expected);
  });

  test('names that do not tell are an error that says what to do', async () => {
    const channel_names = { 0: 'image', 1: 'PET' };
    const folder = await makeModel(newFolder(), { dataset: { ...dataset, channel_names } });
    expect(await refusal(folder)).toMatch(/calls a channel "image".*Add "channels".*model\.json/);
  });

  test('model.json tells where names do not', async () => {
    const channel_names = { 0: 'a', 1: 'b' };
    const folder = await makeModel(newFolder(), {
      dataset: { ...dataset, channel_names },
      modelJson: { channels: ['PET', 'CT'] },
    });
    expect((await loadModel(folder)).channels).toEqual(['PET', 'CT']);
  });

  test('one modality twice', async () => {
    const channel_names = { 0: 'PET', 1: 'SUV' };
    const folder = await makeModel(newFolder(), { dataset: { ...dataset, channel_names } });
    expect(await refusal(folder)).toMatch(/two are the same modality/);
  });
});

describe('what is not supported is named', () => {
  test.each([
    ['normalisation', { normalization_schemes: ['CTNormalization', 'MyScheme'] }, '"MyScheme"'],
    ['resampler', { resampling_fn_data: 'my_resampler' }, '"my_resampler"'],
    ['spline order', { resampling_fn_data_kwargs: { order: 5 } }, 'order 5'],
    ['preprocessor', { preprocessor_name: 'MyPreprocessor' }, '"MyPreprocessor"'],
  ])('%s', async (_, changed, expected) => {
    const folder = await makeModel(newFolder(), withConfiguration(changed));
    const message = await refusal(folder);
    expect(message).toContain(expected);
    expect(message).toMatch(/support/i);
  });

  test('image reader', async () => {
    const folder = await makeModel(newFolder(), {
      plans: { ...plans, image_reader_writer: 'Tiff3DIO' },
    });
    expect(await refusal(folder)).toMatch(/image reader "Tiff3DIO"\. Supported/);
  });
});

describe('what is written of a resampler counts, or is refused', () => {
  test.each([
    ['a misspelt argument', 'data', { is_seg: false, ordr: 1 }, /"ordr"/],
    ['labels as an image', 'seg', { is_seg: false, order: 1 }, /is_seg = false\. Expected true/],
    ['an image as labels', 'data', { is_seg: true, order: 1 }, /is_seg = true\. Expected false/],
    ['another threshold', 'data', { separate_z_anisotropy_threshold: 2 }, /anisotropy_threshold/],
    ['another mode', 'probabilities', { mode: 'nearest' }, /probabilities_kwargs .*mode/],
  ])('%s', async (_, what, kwargs, expected) => {
    const key = `resampling_fn_${what}_kwargs`;
    const folder = await makeModel(newFolder(), withConfiguration({ [key]: kwargs }));
    expect(await refusal(folder)).toMatch(expected);
  });

  test('arguments left out are those of the function', async () => {
    const { resampling_fn_seg_kwargs: _, ...without } = configuration;
    const folder = await makeModel(newFolder(), {
      plans: {
        ...plans,
        configurations: {
          '3d_fullres': { ...without, resampling_fn_data_kwargs: { is_seg: false } },
        },
      },
    });
    const { resamplingData, resamplingSeg } = (await loadModel(folder)).configuration;
    expect(resamplingData).toEqual({ kind: 'default', order: 3, orderZ: 0, forceSeparateZ: false });
    // What the planner would write.
    expect(resamplingSeg).toEqual({ kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null });
  });
});

test('a setting of model.json that nothing reads is told', async () => {
  const folder = await makeModel(newFolder(), { modelJson: { mirror_axis: [0], licence: 'CC0' } });
  const { log, warnings } = recordLog();
  await loadModel(folder, { log });
  expect(warnings).toEqual([
    'model.json says mirror_axis, which changes nothing: autopet knows no such setting',
  ]);
});

test('a spacing of two axes for a network of three', async () => {
  const folder = await makeModel(newFolder(), withConfiguration({ spacing: [2, 2] }));
  expect(await refusal(folder)).toMatch(/spacing of 2 axes \(2, 2\) and a patch_size of 3/);
});

test('a mirror axis twice would count twice', async () => {
  const folder = await makeModel(newFolder(), { modelJson: { mirror_axes: [0, 0] } });
  expect(await refusal(folder)).toMatch(/mirror_axes: names an axis twice/);
});

describe('files that are missing or malformed', () => {
  test('a folder that is no model', async () => {
    expect(await refusal(root)).toMatch(/is not a model folder: it has no plans\.json/);
  });

  test('plans.json that is no JSON', async () => {
    const folder = await makeModel(newFolder());
    writeFileSync(join(folder, 'plans.json'), '{"configurations": ');
    expect(await refusal(folder)).toMatch(/plans\.json is not JSON/);
  });

  test('plans.json that lacks a setting', async () => {
    const { transpose_forward: _, ...rest } = plans;
    const folder = await makeModel(newFolder(), { plans: rest });
    expect(await refusal(folder)).toMatch(
      /plans\.json is not of the expected form: transpose_forward/,
    );
  });

  test('NaN, which Python writes into JSON, is read', async () => {
    const folder = await makeModel(newFolder());
    const text = readFileSync(join(folder, 'plans.json'), 'utf8');
    const statistics = '{"0":{"mean":NaN,"std":1,"percentile_00_5":-Infinity,"percentile_99_5":1}}';
    writeFileSync(
      join(folder, 'plans.json'),
      text.replace(
        '"foreground_intensity_properties_per_channel":{}',
        `"foreground_intensity_properties_per_channel":${statistics}`,
      ),
    );
    const { plans: read } = await loadModel(folder);
    expect(read.intensityProperties['0']?.std).toBe(1);
    expect(read.intensityProperties['0']?.mean).toBeNaN();
  });
});

describe('configurations', () => {
  const two = {
    ...plans.configurations,
    '2d': { inherits_from: '3d_fullres', spacing: [3, 3, 3] },
  };

  test('inherits_from is resolved, the child wins', async () => {
    const folder = await makeModel(newFolder(), { plans: { ...plans, configurations: two } });
    const model = await loadModel(folder, { configuration: '2d' });
    expect(model.configuration).toMatchObject({ spacing: [3, 3, 3], patchSize: [8, 8, 8] });
  });

  test('the folder name tells which one, as nnU-Net writes it', async () => {
    const folder = await makeModel(newFolder('nnUNetTrainer__nnUNetPlans__2d'), {
      plans: { ...plans, configurations: two },
    });
    expect((await loadModel(folder)).configuration.name).toBe('2d');
  });

  test('a parent that does not exist', async () => {
    const configurations = { a: { inherits_from: 'b' } };
    const folder = await makeModel(newFolder(), { plans: { ...plans, configurations } });
    expect(await refusal(folder)).toMatch(/"a" inherits from "b", which does not exist/);
  });

  test('parents in a circle', async () => {
    const configurations = { a: { inherits_from: 'b' }, b: { inherits_from: 'a' } };
    const folder = await makeModel(newFolder(), { plans: { ...plans, configurations } });
    expect(await refusal(folder, { configuration: 'a' })).toMatch(/inherits from it in turn/);
  });

  test('what is wrong with one keeps no other from running', async () => {
    const configurations = { ...two, broken: { inherits_from: 'nowhere' }, empty: {} };
    const folder = await makeModel(newFolder(), { plans: { ...plans, configurations } });
    expect((await loadModel(folder)).configuration.name).toBe('3d_fullres');
    expect(await refusal(folder, { configuration: 'empty' })).toMatch(
      /configuration "empty" is not of the expected form: spacing/,
    );
  });

  test('one that is not in the plans', async () => {
    const folder = await makeModel(newFolder());
    expect(await refusal(folder, { configuration: '3d_lowres' })).toMatch(
      /no configuration "3d_lowres"\. It has: 3d_fullres/,
    );
  });
});

describe('labels', () => {
  const withLabels = (labels: unknown, regions_class_order?: number[]) => ({
    dataset: { ...dataset, labels, regions_class_order },
  });

  test('regions get their class order', async () => {
    const labels = { background: 0, whole: [1, 2], core: 2, ignore: 3 };
    const folder = await makeModel(newFolder(), withLabels(labels, [1, 2]));
    expect((await loadModel(folder)).dataset.labels).toEqual({
      kind: 'regions',
      heads: 2,
      names: ['whole', 'core'],
      regionsClassOrder: [1, 2],
    });
  });

  test('the ignore label has no head', async () => {
    const labels = { background: 0, lesion: 1, ignore: 2 };
    const folder = await makeModel(newFolder(), withLabels(labels));
    expect((await loadModel(folder)).dataset).toMatchObject({
      labels: { kind: 'labels', heads: 2 },
      foregroundLabels: [1],
    });
  });

  test.each([
    ['no background', { lesion: 1 }, /"background" must be there/],
    ['gaps', { background: 0, lesion: 2 }, /consecutive numbers/],
    ['one number twice', { background: 0, lesion: 1, tumour: 1 }, /two have the same number/],
    ['regions without order', { background: 0, whole: [1, 2], core: 2 }, /regions_class_order/],
    ['an ignore label in between', { background: 0, a: 1, b: 3, ignore: 2 }, /"ignore" is 2/],
    ['labels beyond uint8', { background: 0, a: 300, b: [1, 2] }, /up to 255/],
  ])('%s', async (_, labels, expected) => {
    const folder = await makeModel(newFolder(), withLabels(labels));
    expect(await refusal(folder)).toMatch(expected);
  });
});

describe('checksums', () => {
  const sumOf = (path: string): string =>
    createHash('sha256').update(readFileSync(path)).digest('hex');

  test('files that agree with model.json are taken', async () => {
    const folder = await makeModel(newFolder());
    const sha256 = { 'dataset.json': sumOf(join(folder, 'dataset.json')) };
    writeFileSync(join(folder, 'model.json'), JSON.stringify({ sha256 }));
    await expect(loadModel(folder)).resolves.toBeDefined();
  });

  test('a file that was changed is refused', async () => {
    const sha256 = { 'dataset.json': '0'.repeat(64) };
    const folder = await makeModel(newFolder(), { modelJson: { sha256 } });
    expect(await refusal(folder)).toMatch(
      /dataset\.json is not the file that model\.json describes/,
    );
  });

  test('a file that is missing is named', async () => {
    const sha256 = { 'weights.bin': '0'.repeat(64) };
    const folder = await makeModel(newFolder(), { modelJson: { sha256 } });
    expect(await refusal(folder)).toMatch(
      /weights\.bin, which model\.json lists, .*does not exist/,
    );
  });
});

test('an .onnx is preferred to a .pth, and a .pth alone is found', async () => {
  const folder = await makeModel(newFolder());
  const onnx = join(folder, 'fold_0', 'checkpoint_final.onnx');
  writeFileSync(join(folder, 'fold_0', 'checkpoint_final.pth'), 'no checkpoint');
  expect((await loadModel(folder)).folds[0]?.path).toBe(onnx);
  rmSync(onnx);
  expect(await refusal(folder)).toMatch(/checkpoint_final\.pth/);
});
