import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadModel } from '../../../src/nnunet/model/load-model.js';
import { parseOptions } from '../../../src/options/parse-options.js';
import { lookAhead } from '../../../src/segment/ahead/look-ahead.js';
import { replay } from '../../../src/segment/ahead/replay.js';
import { normaliseOptions } from '../../../src/segment/options/normalise-options.js';
import { segmenterSchema, studySchema } from '../../../src/segment/options/options-schema.js';
import { prepareInput } from '../../../src/segment/preprocess/prepare-input.js';
import { modelDemands } from '../../../src/segment/study/model-demands.js';
import { readStudy } from '../../../src/segment/study/read-study.js';
import { configuration, makeModel, plans } from '../../support/make-model.js';
import { makeStudy } from '../../support/make-study.js';
import { openStudyAt } from '../../support/open-study-at.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
// The model is resampled to 3 mm and turned, and the CT lies on another grid: all that reading and preparing does is done.
const resampling = {
  ...plans,
  configurations: { '3d_fullres': { ...configuration, spacing: [3, 3, 3] } },
};
const { petPath: pet } = makeStudy(root);
mkdirSync(join(root, 'elsewhere'));
const { ctPath: ct } = makeStudy(join(root, 'elsewhere'), { origin: [-4, 0, 0] });
const study = parseOptions(studySchema, { pet, ct, output: join(root, 'mask.mha') });
const next = async () => study;
const estimate = { read: 1e8, preprocess: 2e8, network: 5e8, postprocess: 3e8 };
const roomy = { sessions: [1], loadsAhead: [false], estimate, limit: 1e10 };

async function open(parts: Record<string, unknown> = { plans: resampling }, name = 'model') {
  const modelJson = { orientation: 'RAS' };
  const model = await loadModel(await makeModel(join(root, name), { modelJson, ...parts }));
  const options = normaliseOptions(segmenterSchema, { device: 'cpu', threads: 2 });
  return { model, ahead: lookAhead(model, options) };
}

test('what is read ahead is what reading it in turn gives, to the last bit, log and all', async () => {
  const { model, ahead } = await open();
  await ahead.begin(next, roomy);
  const { log, infos } = recordLog();
  const { study: read, input } = replay((await ahead.take(study))!, log);
  const inTurn = recordLog();
  const expected = await readStudy(await openStudyAt(pet, ct), inTurn.log, modelDemands(model));
  expect(read).toEqual(expected);
  expect(input).toEqual(await prepareInput(expected, model, null, 1));
  expect(infos).toEqual(inTurn.infos);
  expect(infos).toEqual([expect.stringMatching(/CT resampled onto the PET grid/)]);
  expect(await ahead.take(study)).toBeNull();
});

test('another study than the one that was announced is read in its turn', async () => {
  const { ahead } = await open();
  await ahead.begin(next, roomy);
  expect(await ahead.take({ ...study, petUnit: 'bqml' })).toBeNull();
  expect(await ahead.take(study)).toBeNull();
});

test.each([
  ['nobody comes next', async () => null, roomy],
  ['it cannot be had', async () => Promise.reject(new Error('gone')), roomy],
  ['it is no image', async () => ({ ...study, pet: join(root, 'nothing.mha') }), roomy],
  ['there is no memory for both', next, { ...roomy, limit: 8e8 }],
])('nothing is read ahead where %s', async (_why, who, memory) => {
  const { ahead } = await open();
  await ahead.begin(who, memory);
  expect(await ahead.take(study)).toBeNull();
});

test('what comes too late, once its study has its turn, is not begun', async () => {
  const { ahead } = await open();
  let tell: (given: typeof study) => void = () => undefined;
  const begun = ahead.begin(() => new Promise((resolve) => (tell = resolve)), roomy);
  expect(await ahead.take(study)).toBeNull();
  tell(study);
  await begun;
  expect(await ahead.take(study)).toBeNull();
});
