import { join } from 'node:path';
import { InterruptedError } from '../../../src/errors.js';
import type { ScoringSettings } from '../../../src/evaluate/result/evaluation.js';
import { scoreAside } from '../../../src/evaluate/score/score-aside.js';
import { runScript } from '../../support/run-script.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { makeMasks } from '../support/make-folders.js';

const root = temporaryFolder();
const settings: ScoringSettings = {
  rules: 'III',
  missing: 'fail',
  label: null,
  reference_label: null,
  bootstrap: 0,
  seed: 0,
};
const masks = makeMasks(join(root, 'masks'), { a: '##......' });
const files = { name: 'a', prediction: null, reference: join(masks, 'a.mha'), pet: null };
const job = { files, settings };

test('the answer of a process that went well, and the refusal of a file', async () => {
  const scored = { result: { case: 'a', status: 'missing' }, labels: { reference: [1] } };
  expect(await scoreAside(job, null)).toMatchObject({ scored });
  const missing = { ...job, files: { ...files, reference: join(root, 'none.mha') } };
  expect(await scoreAside(missing, null)).toEqual({
    refusal: expect.stringMatching(/none\.mha/),
  });
});

test('a process that runs out of memory is told as that, and which case it was', async () => {
  const printed = await runScript(`
    import { evaluate, ResourceError } from 'autopet';
    process.env.NODE_OPTIONS = '--max-old-space-size=4 --max-semi-space-size=1';
    const folders = { predictions: ${JSON.stringify(masks)}, references: ${JSON.stringify(masks)} };
    const error = await evaluate(folders).catch((cause) => cause);
    console.log(error instanceof ResourceError, error.message);
  `);
  expect(printed).toMatch(/^true Case a could not be scored: its process ended with SIGABRT/);
});

test('an aborted signal ends the process at once', async () => {
  const stop = new AbortController();
  const scoring = scoreAside(job, stop.signal);
  stop.abort(new Error('enough'));
  await expect(scoring).rejects.toThrow(InterruptedError);
});
