import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { mainCommand } from '../../src/cli/main-command.js';
import { OptionError, UsageError } from '../../src/errors.js';
import { makeModel } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const output = join(root, 'out');
const cohort = (...args: string[]) => mainCommand(['node', 'autopet', 'cohort', ...args]);
const sources = ['--studies', join(root, 'studies.tsv'), '--output', output];

/** What a command prints. */
async function printed(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  await cohort(...args).finally(() => [log, write].map((spy) => spy.mockRestore()));
  return lines.join('\n');
}

beforeAll(async () => {
  mkdirSync(join(root, "it's in"));
  makeStudy(join(root, "it's in"));
  const line = (name: string) => `${name}\tit's in/pet.mha\tit's in/ct.mha\n`;
  writeFileSync(join(root, 'studies.tsv'), `study\tpet\tct\n${line('a')}${line('b')}${line('c')}`);
  await makeModel(join(root, 'model'));
});

test('what would make masks depend on the node is refused', async () => {
  const limited = cohort('plan', ...sources, '--time-limit', '60');
  await expect(limited).rejects.toThrow(OptionError);
  await expect(limited).rejects.toThrow(/^--time-limit: a cohort has none/);
  await expect(cohort('plan', '--dicom', 'a.zip', '--output', output)).rejects.toThrow(/no [.]zip/);
  await expect(cohort('run', '--output', output, '--shard', '3')).rejects.toThrow(UsageError);
  await expect(cohort('plan', ...sources, '--shards', '9')).rejects.toThrow(/more than the 3/);
});

test('a plan, its state, and job files that say all of it', async () => {
  await printed(
    'plan',
    ...sources,
    '--shards',
    '2',
    '--model',
    join(root, 'model'),
    '--threads',
    '3',
  );
  const plan = JSON.parse(readFileSync(join(output, 'plan', 'plan.json'), 'utf8'));
  expect(plan).toMatchObject({
    studies: 3,
    shards: 2,
    model: { path: join(root, 'model'), folds: ['0'] },
    options: { device: 'cpu', precision: 'float32', threads: 3, tta: 'auto', step_size: 0.5 },
  });
  expect(await printed('status', '--output', output)).toBe(
    '0 of 3 studies are done, 0 failed, 3 are missing, in 2 shards.\nmissing: a, b, c\nto finish: --array=1-2',
  );
  const slurm = await printed('script', '--output', output, '--engine', 'slurm');
  expect(slurm).toContain('#SBATCH --array=1-2\n');
  expect(slurm).toContain('#SBATCH --cpus-per-task=3\n#SBATCH --mem=2G\n#SBATCH --time=');
  expect(slurm).toContain(
    `OUT=${output}\nexec npx autopet cohort run --output "$OUT" --shard "$SLURM_ARRAY_TASK_ID/2"\n`,
  );
  const command = "sh '/my autopet'";
  const nextflow = await printed(
    'script',
    '--output',
    output,
    '--engine',
    'nextflow',
    '--command',
    command,
  );
  expect(nextflow).toContain(`params.output = '${output}'\nparams.shards = 2\n`);
  expect(nextflow).toContain("params.autopet = 'sh \\'/my autopet\\''\nparams.cpus = 3\n");
  expect(await printed('script', '--output', output, '--engine', 'local')).toContain('seq 1 2');
});
