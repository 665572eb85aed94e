import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeModel } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { runNode } from '../support/run-node.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const study = makeStudy(root);
const images = ['--pet', study.petPath, '--ct', study.ctPath];

test('segment writes mask and report', async () => {
  const model = await makeModel(join(root, 'model'));
  const mask = join(root, 'out', 'mask.mha');
  const report = join(root, 'out', 'report.json');
  const more = ['--output', mask, '--report', report, '--folds', '0', '--step-size', '1'];
  const result = await runNode('cli.js', ['segment', ...images, '--model', model, ...more]);
  expect(result.stderr).toBe('');
  expect(result.code).toBe(0);
  expect(existsSync(mask)).toBe(true);
  expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
    output: mask,
    tiles: { run: 2 * 2 * 2, skipped: 0 },
    lesions: { count: 1 },
  });
  expect(
    result.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .at(-1),
  ).toMatchObject({
    count: 1,
    msg: expect.stringMatching(/^1 lesion\(s\), 0\.2 ml in all, written to .*mask\.mha/),
  });
});

const folders = ['--predictions', root, '--references', root];
const out = ['--output', join(root, 'none', 'mask.mha')];

test.each([
  ['no command', [], /No command was given/],
  ['an unknown command', ['segments'], /unknown command 'segments'/],
  ['an unknown option', ['segment', ...images, ...out, '--fast'], /unknown option '--fast'/],
  ['a missing option', ['segment', '--pet', 'a.mha', ...out], /required option '--ct <file>'/],
  ['a device of its own', ['segment', ...images, ...out, '--device', 'tpu'], /Allowed choices/],
  [
    'a step too small to end',
    ['segment', ...images, ...out, '--step-size', '0.001'],
    /--step-size: found 0\.001, expected a number from 0\.1 to 1\.$/,
  ],
  ['a step of words', ['segment', ...images, ...out, '--step-size', 'half'], /Expected a number\./],
  ['a time of -1', ['segment', ...images, ...out, '--time-limit', '-1'], /--time-limit: found -1/],
  ['threads of 0', ['segment', ...images, ...out, '--threads', '0'], /whole number from 1/],
  [
    'folds by name',
    ['segment', ...images, ...out, '--folds', 'best'],
    /--folds: found \[ 'best' \]/,
  ],
  ['a fold twice', ['segment', ...images, ...out, '--folds', '0,0'], /each once/],
  [
    'an import of such folds',
    ['import', root, join(root, 'none'), '--folds', 'a'],
    /--folds: found/,
  ],
  ['no pictures', ['evaluate', ...folders, '--pictures', '-1'], /--pictures: found -1, .* from 0/],
])('%s: exit code 2, said in the last line', async (_, args, message) => {
  const { code, lastError } = await runNode('cli.js', args);
  expect(code).toBe(2);
  expect(lastError).toMatch(/^autopet: /);
  expect(lastError).toMatch(message);
  expect(existsSync(join(root, 'none'))).toBe(false);
});

test('--help and --version end well', async () => {
  const help = await runNode('cli.js', ['segment', '--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const option of ['--pet', '--tta', '--folds', '--time-limit', '--probabilities']) {
    expect(help.stdout).toContain(option);
  }
  const version = await runNode('cli.js', ['--version']);
  expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('segment-folder takes study folders, goes on after a failure, and says which failed', async () => {
  const model = await makeModel(join(root, 'folder-model'));
  const studies = join(root, 'studies');
  for (const name of ['a', 'b']) {
    mkdirSync(join(studies, name), { recursive: true });
    makeStudy(join(studies, name));
  }
  writeFileSync(join(studies, 'a', 'ct.mha'), 'no image\n');
  const output = join(root, 'folder-out');
  const files = ['--studies', studies, '--pet', 'pet.mha', '--ct', 'ct.mha', '--output', output];
  const result = await runNode('cli.js', ['segment-folder', ...files, '--model', model]);
  expect(result.code).toBe(2);
  expect(result.lastError).toMatch(/^autopet: 1 of 2 studies were not segmented: a\. a: .*ct\.mha/);
  expect(readdirSync(output).sort()).toEqual(['b.json', 'b.mha', 'lesions.csv', 'runs.csv']);
});
