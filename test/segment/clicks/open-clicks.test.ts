import type { ChosenEncoding } from '../../../src/nnunet/model/clicks/choose-click-encoding.js';
import { clickPresets } from '../../../src/nnunet/model/clicks/click-encoding.js';
import type { Clicks } from '../../../src/segment/clicks/clicks.js';
import { openClicks } from '../../../src/segment/clicks/open-clicks.js';
import { rememberPrevious } from '../../../src/segment/clicks/remember-previous.js';
import { makeVolume } from '../../support/make-volume.js';
import { recordLog } from '../../support/record-log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const root = temporaryFolder();
const pet = makeVolume({ size: [3, 2, 2] });
const clicked: Clicks = {
  tumour: [
    [0, 0, 0],
    [3, 0, 0],
  ],
  background: [],
};
const withPreset = (name: 'autopet-v' | 'msdsn-v'): { clicks: ChosenEncoding } => ({
  clicks: { encoding: clickPresets[name], name, reason: 'it was said so' },
});

test('what lies beside the image is told, and how clicks become channels', async () => {
  const { log, infos, warnings } = recordLog();
  const opened = await openClicks(clicked, pet, withPreset('autopet-v'), [root], log);
  expect(opened).toEqual({
    clicks: { tumour: [[0, 0, 0]], background: [] },
    ...{ outside: 1, previous: null, key: null },
  });
  expect(warnings).toEqual(['1 click(s) lie beside the PET of 3 x 2 x 2 voxels and are left out']);
  expect(infos).toEqual(['clicks become channels as in autopet-v: it was said so']);
});

test('the answer before is found, but not by a first iteration', async () => {
  const { log, warnings } = recordLog();
  const model = withPreset('msdsn-v');
  const empty = await openClicks(clicked, pet, model, [root], log);
  expect(empty.previous).toBeNull();
  expect(warnings.at(-1)).toMatch(/^nothing was found of the iteration before/);
  const mask = { ...pet, data: new Uint8Array(12).fill(1) };
  await rememberPrevious([root], empty.key!, { kind: 'mask', mask }, log);
  expect((await openClicks(clicked, pet, model, [root], log)).previous).toEqual({
    ...{ kind: 'mask', mask },
  });
  expect((await openClicks(null, pet, model, [root], log)).previous).toBeNull();
  // Nowhere to keep it: no case needs to be told apart.
  expect((await openClicks(clicked, pet, model, [], log)).key).toBeNull();
});
