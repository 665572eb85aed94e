import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEvaluationSettings } from '../../../src/container/evaluation/evaluation-settings.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const file = join(folder, 'autopet-evaluation.json');
afterEach(() => rmSync(file, { force: true }));

const defaults = {
  rules: 'III',
  failed_jobs: 'worst',
  bootstrap: 2000,
  seed: 0,
  csv: false,
  report: false,
  pictures: 20,
};

test('defaults', async () => {
  expect(await readEvaluationSettings(folder, { PATH: '/bin', AUTOPET_LABEL: '' })).toEqual(
    defaults,
  );
});

test('the file beside the ground truth, and variables before it', async () => {
  writeFileSync(file, JSON.stringify({ rules: 'I', label: 2, report: true, bootstrap: 5 }));
  expect(
    await readEvaluationSettings(folder, {
      AUTOPET_BOOTSTRAP: '7',
      AUTOPET_FAILED_JOBS: 'fail',
      AUTOPET_CSV: 'true',
      AUTOPET_REFERENCE_LABEL: 'any',
      AUTOPET_REPORT: 'false',
    }),
  ).toEqual({
    ...defaults,
    rules: 'I',
    label: 2,
    reference_label: 'any',
    bootstrap: 7,
    failed_jobs: 'fail',
    csv: true,
    report: false,
  });
});

test.each([
  ['an unknown setting', { rule: 'I' }, {}, /autopet-evaluation\.json: Unrecognized key: "rule"/],
  ['an unknown rule', { rules: 'II' }, {}, /autopet-evaluation\.json: rules: /],
  ['a variable', {}, { AUTOPET_FAILED_JOBS: 'ignore' }, /^AUTOPET_FAILED_JOBS: /],
  ['a label of 0', {}, { AUTOPET_LABEL: '0' }, /^AUTOPET_LABEL: expected a whole number/],
  ['a label by name', {}, { AUTOPET_LABEL: 'all' }, /^AUTOPET_LABEL: /],
  ['a slug', {}, { AUTOPET_INPUT_SOCKET: '../x' }, /^AUTOPET_INPUT_SOCKET: .*socket slug/],
])('%s that cannot be is refused by its name', async (_, content, environment, message) => {
  writeFileSync(file, JSON.stringify(content));
  await expect(readEvaluationSettings(folder, environment)).rejects.toThrow(message);
});

test('a file that holds no object is refused', async () => {
  writeFileSync(file, '[1]');
  await expect(readEvaluationSettings(folder, {})).rejects.toThrow(/is not a JSON object/);
});
