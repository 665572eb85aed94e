import { join } from 'node:path';
import { modelTable, trialLines } from '../../src/cli/models-command.js';
import { knownModels } from '../../src/nnunet/known/known-models.js';
import { tryModel } from '../../src/segment/try-model.js';
import { configuration, makeModel, plans, suvOver4 } from '../support/make-model.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();

test('a model is loaded, timed and told', async () => {
  const patch = [64, 64, 64];
  const model = await makeModel(join(root, 'model'), {
    plans: {
      ...plans,
      dataset_name: 'Dataset711_PSMA',
      configurations: { '3d_fullres': { ...configuration, spacing: [6, 6, 6], patch_size: patch } },
    },
    modelJson: { mirror_axes: [0, 1, 2] },
    folds: { 0: { ...suvOver4, patchSize: patch }, 1: { ...suvOver4, patchSize: patch } },
  });
  const trial = await tryModel({ model, device: 'cpu', threads: 1 });
  // 163 x 136 x 136 voxels of 6 mm, in steps of half a patch at most.
  expect(trial).toMatchObject({
    folder: model,
    known: { id: 'lion-psma' },
    configuration: '3d_fullres',
    folds: ['0', '1'],
    channels: ['CT', 'PET'],
    lesions: ['lesion'],
    organs: [],
    device: 'cpu',
    tiles: 5 * 4 * 4,
    passes: 16,
  });
  expect(trial.seconds.onePass).toBeCloseTo(trial.tiles * trial.secondsPerTile, 9);
  expect(trial.seconds.full).toBeCloseTo(16 * trial.seconds.onePass, 9);
  // At least both images of 52 million voxels.
  expect(trial.memoryMb).toBeGreaterThan(8 * 52);
  expect(trialLines(trial).join('\n')).toMatch(
    /seems to be LION, PSMA.*\n.*takes CT, PET\nlesions/,
  );
});

test('what is known has a line each', () => {
  const lines = modelTable().split('\n');
  for (const { id } of knownModels) expect(lines.some((line) => line.startsWith(id))).toBe(true);
});
