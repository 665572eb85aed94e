import { join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import { loadModel } from '../../../src/nnunet/model/load-model.js';
import { configuration, makeModel, plans, suvOver4 } from '../../support/make-model.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const cascade = {
  ...plans,
  configurations: {
    '3d_lowres': { ...configuration, spacing: [4, 4, 4] },
    '3d_fullres': configuration,
    '3d_cascade_fullres': { inherits_from: '3d_fullres', previous_stage: '3d_lowres' },
  },
};
const make = (name: string, parts: Parameters<typeof makeModel>[1] = {}) =>
  makeModel(join(root, name), { plans: cascade, ...parts });

describe('a cascade', () => {
  test('comes with its first network, from the folder beside', async () => {
    const folds = { 0: suvOver4, 1: suvOver4 };
    const folder = await make('T__P__3d_cascade_fullres', { folds });
    const modelJson = {
      suv_floor: 2,
      minimum_lesion_volume_ml: 1,
      lesion_certainty: [{ from_ml: 0, probability: 0.9 }],
      mirror_axes: [1],
    };
    await make('T__P__3d_lowres', { folds, modelJson });
    const model = await loadModel(folder, { folds: ['1'] });
    expect(model.configuration).toMatchObject({ name: '3d_cascade_fullres', spacing: [2, 2, 2] });
    const first = model.earlierModel!;
    expect(first.configuration).toMatchObject({ name: '3d_lowres', spacing: [4, 4, 4] });
    expect(first.folds.map(({ name }) => name)).toEqual(['1']);
    expect(first.mirrorAxes).toEqual([1]);
    expect(first.earlierModel).toBeNull();
    // The next network was trained on what the first one predicts, rules not applied.
    expect(first).toMatchObject({
      suvFloor: null,
      minimumLesionMl: null,
      lesionCertainty: [],
      calibration: null,
    });
    expect(first.postprocessing).toEqual([]);
  });

  test('without its first network is refused', async () => {
    const folder = await make('U__P__3d_cascade_fullres');
    await expect(loadModel(folder)).rejects.toThrow(ModelError);
    await expect(loadModel(folder)).rejects.toThrow(/second network of a cascade.*"3d_lowres"/);
  });
});

test.each([
  ['itself', { '3d_fullres': { ...configuration, previous_stage: '3d_fullres' } }],
  [
    'a ring',
    {
      '3d_fullres': { ...configuration, previous_stage: '3d_lowres' },
      '3d_lowres': { ...configuration, previous_stage: '3d_fullres' },
    },
  ],
])('a cascade that needs %s is refused', async (_, configurations) => {
  const given = { plans: { ...plans, configurations } };
  const folder = await makeModel(join(root, 'ring', 'T__P__3d_fullres'), given);
  await makeModel(join(root, 'ring', 'T__P__3d_lowres'), given);
  await expect(loadModel(folder)).rejects.toThrow(/the cascade runs in a ring: 3d_fullres needs/);
});

test.each([
  [{ transpose_forward: [1, 2, 0], transpose_backward: [1, 2, 0] }, /does not undo/],
  [{ label_manager: 'MyLabelManager' }, /label manager "MyLabelManager"/],
])('plans with %j are refused', async (parts, expected) => {
  const folder = await makeModel(join(root, 'plans'), { plans: { ...plans, ...parts } });
  await expect(loadModel(folder)).rejects.toThrow(expected);
});

test("nnU-Net's own label manager is the usual one", async () => {
  const given = { ...plans, label_manager: 'LabelManager' };
  const folder = await makeModel(join(root, 'usual'), { plans: given });
  expect((await loadModel(folder)).plans.transposeForward).toEqual([0, 1, 2]);
});

test('a configuration that autopet cannot read does not concern the others', async () => {
  const configurations = {
    '3d_fullres': configuration,
    other: { ...configuration, preprocessor_name: 'MyPreprocessor' },
  };
  const folder = await make('model', { plans: { ...plans, configurations } });
  expect((await loadModel(folder)).configuration.name).toBe('3d_fullres');
  await expect(loadModel(folder, { configuration: 'other' })).rejects.toThrow('MyPreprocessor');
});
