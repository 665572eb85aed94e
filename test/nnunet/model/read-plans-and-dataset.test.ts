import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../../src/errors.js';
import type { OpenFold } from '../../../src/nnunet/model/open-fold.js';
import { readPlansAndDataset } from '../../../src/nnunet/model/read-plans-and-dataset.js';
import { configuration, dataset, makeModel, plans } from '../../support/make-model.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();

type Copies = Pick<OpenFold, 'plans' | 'datasetJson'>;

function fold(copies: Partial<Copies> = {}): Copies {
  return { plans: null, datasetJson: null, ...copies };
}

async function folderWithout(name: string, ...files: string[]): Promise<string> {
  const folder = await makeModel(join(root, name));
  for (const file of files) rmSync(join(folder, file));
  return folder;
}

describe('readPlansAndDataset', () => {
  test('takes the files where there are some', async () => {
    const folder = await folderWithout('complete');
    const copies = fold({ plans: { ...plans, transpose_forward: [2, 1, 0] }, datasetJson: {} });
    const settings = await readPlansAndDataset(folder, copies);
    expect(settings.plans.transposeForward).toEqual([0, 1, 2]);
    expect(settings.dataset.channelNames).toEqual(['CT', 'PET']);
  });

  test('takes the checkpoint’s copies where files are missing', async () => {
    const folder = await folderWithout('bare', 'plans.json', 'dataset.json');
    const statistics = { mean: Number.NaN, std: 1, percentile_00_5: 0, percentile_99_5: 1 };
    const copy = { ...plans, foreground_intensity_properties_per_channel: { 0: statistics } };
    const settings = await readPlansAndDataset(folder, fold({ plans: copy, datasetJson: dataset }));
    expect(settings.plans.configurations['3d_fullres']?.spacing).toEqual(configuration.spacing);
    expect(settings.plans.intensityProperties['0']).toEqual(statistics);
    expect(settings.dataset.foregroundLabels).toEqual([1]);
  });

  test('says what is missing when there is no copy', async () => {
    const folder = await folderWithout('missing', 'dataset.json');
    await expect(readPlansAndDataset(folder, fold())).rejects.toThrow(ModelError);
    await expect(readPlansAndDataset(folder, fold())).rejects.toThrow(
      /dataset\.json cannot be read/,
    );
  });

  test('says so when the copy is malformed', async () => {
    const folder = await folderWithout('malformed', 'plans.json');
    const copies = fold({ plans: { ...plans, transpose_forward: [0, 0, 1] } });
    await expect(readPlansAndDataset(folder, copies)).rejects.toThrow(
      /The checkpoint's copy of .*plans\.json is not of the expected form: transpose_forward/,
    );
  });
});
