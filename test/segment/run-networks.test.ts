import { join } from 'node:path';
import { loadModel } from '../../src/nnunet/model/load-model.js';
import { lendFreshEngine } from '../../src/runtime/lend-engine.js';
import { noClickInput } from '../../src/segment/clicks/click-input.js';
import { runNetworks } from '../../src/segment/run-networks.js';
import { startStepClock } from '../../src/segment/step-clock.js';
import { readStudy } from '../../src/segment/study/read-study.js';
import { configuration, makeModel, plans, suvOver4 } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { openStudyAt } from '../support/open-study-at.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import type { TinyNetwork } from '../support/tiny-network.js';

const root = temporaryFolder();
const { pet, petPath, ctPath } = makeStudy(root);
const cascade = {
  ...plans,
  configurations: {
    '3d_lowres': configuration,
    '3d_cascade_fullres': { ...configuration, previous_stage: '3d_lowres' },
  },
};
/** Finds what the network before has not found and is body, by CT, PET and the label's channel. */
const bodyBeside: TinyNetwork = { weights: [[0, 1, -100]], bias: [-0.5], patchSize: [8, 8, 8] };

test("a cascade's networks run in order, each on the mask of the one before", async () => {
  const name = (which: string) => join(root, `T__P__${which}`);
  await makeModel(name('3d_lowres'), { plans: cascade, folds: { 0: suvOver4 } });
  const parts = { plans: cascade, folds: { 0: bodyBeside } };
  const model = await loadModel(await makeModel(name('3d_cascade_fullres'), parts));
  const { log } = recordLog();
  const clock = startStepClock(log, null);
  const estimate = { read: 0, preprocess: 0, network: 0, postprocess: 0 };
  const memory = { sessions: [2, 1], loadsAhead: [false, false], estimate, limit: 1e9 };
  const shared: number[] = [];
  const study = await readStudy(await openStudyAt(petPath, ctPath), log);
  const { mask, probability, prediction } = await runNetworks(model, study, memory, {
    options: {
      device: 'cpu',
      precision: 'auto',
      threads: 2,
      tta: 'none',
      stepSize: 0.5,
      timeLimit: null,
      probabilities: 'somewhere.mha',
      log,
      onProgress: () => undefined,
    },
    lendEngine: (work) =>
      lendFreshEngine((engine) =>
        work({
          ...engine,
          load: (network, target, share, told) => {
            shared.push(share.sessions);
            return engine.load(network, target, share, told);
          },
        }),
      ),
    clock,
    clickInput: noClickInput,
    kept: null,
  });
  expect(mask.data).toEqual(Uint8Array.from(pet.data, (suv) => (suv > 0.5 && suv <= 4 ? 1 : 0)));
  expect(probability!.data[0]).toBeLessThan(0.5);
  expect(shared).toEqual([2, 1]);
  expect(prediction.sessions).toBe(1);
  expect(Object.keys(clock.seconds())).toEqual([
    '3d_lowres preprocess',
    '3d_lowres network',
    '3d_lowres postprocess',
    'preprocess',
    'network',
    'postprocess',
  ]);
});
