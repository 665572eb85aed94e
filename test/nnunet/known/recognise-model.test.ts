import { knownModels } from '../../../src/nnunet/known/known-models.js';
import { recogniseModel } from '../../../src/nnunet/known/recognise-model.js';
import { bundledModel } from '../../../src/nnunet/model/bundled-model.js';
import { loadModel, type Model } from '../../../src/nnunet/model/load-model.js';

const modelOf = (folder: string, more: object = {}): Model =>
  ({ folder, plans: {}, ...more }) as unknown as Model;

test.each([
  [modelOf('/m', { trainer: 'autoPET3_Trainer' }), 'lesiontracer'],
  [modelOf('/autoPET-3-LesionTracer/Dataset222/nnUNetTrainer__plans__3d'), 'lesiontracer'],
  [modelOf('/m', { plans: { datasetName: 'Dataset221_AutoPETII_2023' } }), 'autopet2-nnunet'],
  [modelOf('/m', { plans: { datasetName: 'Dataset221_AutoPETIV_2025' } }), 'autopet4-baseline'],
  [modelOf('/m', { plans: { datasetName: 'Dataset998_AutoPETV' } }), 'autopet5-baseline'],
  [modelOf('/m', { plans: { datasetName: 'Dataset711_PSMA' } }), 'lion-psma'],
  [modelOf('/r/Dataset789_fdg/nnUNetTrainer__nnUNetPlans__3d_fullres'), 'lion-fdg'],
  [
    // Its plans are called as LesionTracer's.
    modelOf('/m', {
      trainer: 'autopetTrainerInteractiveClickGen10pts',
      plans: { plansName: 'nnUNetResEncUNetLPlansMultiTalent' },
    }),
    'lesionlocator',
  ],
  [modelOf('/m', { plans: { datasetName: 'Task762_PET_CT_Breast' } }), 'bamf-breast'],
])('%#: %s', (model, id) => {
  expect(recogniseModel(model)?.id).toBe(id);
});

test('others are not taken for a known one', () => {
  expect(recogniseModel(modelOf('/r/Dataset001_PETCT/nnUNetTrainer__nnUNetPlans__2d'))).toBeNull();
});

test('the bundled weights are known', async () => {
  expect(recogniseModel(await loadModel(bundledModel))?.id).toBe('bundled');
});

test('ids are unique, and whatever is looked up has a source', () => {
  expect(new Set(knownModels.map(({ id }) => id)).size).toBe(knownModels.length);
  for (const { source, id } of knownModels) {
    if (id !== 'bundled') expect(source).toMatch(/^https:\/\//);
  }
});
