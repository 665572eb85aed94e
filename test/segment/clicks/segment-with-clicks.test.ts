import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, ModelError } from '../../../src/errors.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { loadModel } from '../../../src/nnunet/model/load-model.js';
import type { SegmentOptions } from '../../../src/segment/options/segment-options.js';
import { segment } from '../../../src/segment/segment.js';
import { configuration, dataset, makeModel, plans } from '../../support/make-model.js';
import { makeStudy } from '../../support/make-study.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const { petPath: pet, ctPath: ct } = makeStudy(root);
const clicks = join(root, 'clicks.json');
const report = join(root, 'report.json');
const output = join(root, 'mask.mha');
const lesionVoxels = 27;

/** Indices of lesion voxels, and what the report says of clicks. */
async function run(
  model: string,
  tumour: number[][],
  background: number[][],
  more: Partial<SegmentOptions> = {},
) {
  writeFileSync(clicks, JSON.stringify({ tumor: tumour, background }));
  const { log, warnings } = recordLog();
  await segment({
    pet,
    ct,
    output,
    report,
    model,
    clicks,
    device: 'cpu',
    tta: 'none',
    log,
    ...more,
  });
  const { data } = await readVolume(output);
  const lesion = [...data.keys()].filter((i) => data[i] === 1);
  return { lesion, told: JSON.parse(readFileSync(report, 'utf8')).clicks, warnings };
}

test('a model without channels for clicks: they are of no use but to be obeyed', async () => {
  const model = await makeModel(join(root, 'plain'));
  const plain = await run(model, [], [[4, 5, 9]]);
  expect(plain.lesion).toHaveLength(lesionVoxels);
  expect(plain.told).toMatchObject({ background: 1, encoding: null, obeyed: null });
  expect(plain.warnings).toContain(
    'the model takes no clicks: they change nothing but with --obey-clicks',
  );
  const obeyed = await run(model, [], [[4, 5, 9]], { obeyClicks: true });
  expect(obeyed.lesion).toEqual([]);
  expect(obeyed.told).toEqual({
    ...{ tumour: 0, background: 1, outside: 0 },
    ...{ encoding: null, reason: null, previous: null },
    obeyed: { removed: 1, split: 0, grown: 0 },
  });
  expect((await run(model, [], [], { clicks: null })).told).toBeNull();
});

describe('a model that looks at the probability of the iteration before', () => {
  const five = {
    plans: {
      ...plans,
      configurations: {
        '3d_fullres': {
          ...configuration,
          normalization_schemes: Array(5).fill('NoNormalization'),
          use_mask_for_norm: Array(5).fill(false),
        },
      },
    },
    dataset: {
      ...dataset,
      channel_names: { 0: 'CT', 1: 'PET', 2: 'FG', 3: 'BG', 4: 'previous' },
    },
    // SUV − 4, sure of clicks, and against what was found before.
    folds: { 0: { weights: [[0, 1, 100, -100, -20]], bias: [-4], patchSize: [8, 8, 8] as const } },
    modelJson: {
      clicks: { grid: 'network', shape: 'impulse', previous: 'probability' },
    },
  };

  test('sees it from the second iteration on', async () => {
    const model = await makeModel(join(root, 'five'), five);
    const state = [join(root, 'state')];
    const first = await run(model, [], [], { state });
    expect(first.lesion).toHaveLength(lesionVoxels);
    expect(first.told).toMatchObject({
      encoding: 'own',
      reason: 'model.json says so',
      previous: null,
    });
    const second = await run(model, [[8, 5, 3]], [[99, 0, 0]], { state });
    // What was found before is not wanted any more; the click is.
    expect(second.lesion).toEqual([(3 * 10 + 5) * 12 + 8]);
    expect(second.told).toMatchObject({ tumour: 1, outside: 1, previous: 'probability' });
    // Without a place to keep it there is none.
    expect((await run(model, [[8, 5, 3]], [])).lesion).toHaveLength(lesionVoxels + 1);
  });

  test('must be told what it is shown', async () => {
    const silent = await makeModel(join(root, 'silent'), {
      ...five,
      modelJson: { clicks: { grid: 'network', shape: 'impulse' } },
    });
    await expect(loadModel(silent)).rejects.toThrow('Add "previous": "mask" or "probability"');
    const unknown = await makeModel(join(root, 'unknown'), { ...five, modelJson: {} });
    await expect(loadModel(unknown)).rejects.toThrow('"autopet-iv", "autopet-v", "lesionlocator"');
  });
});

test('clicks that no channel shows, and a file that is none, are refused', async () => {
  const model = await makeModel(join(root, 'wrong'), { modelJson: { clicks: 'autopet-v' } });
  await expect(loadModel(model)).rejects.toThrow(ModelError);
  writeFileSync(clicks, 'no JSON');
  const study = { pet, ct, output, model: await makeModel(join(root, 'plain')), clicks };
  await expect(segment(study)).rejects.toThrow(InputError);
  await expect(segment({ ...study, clicks: join(root, 'gone.json') })).rejects.toThrow(
    /gone\.json/,
  );
});
