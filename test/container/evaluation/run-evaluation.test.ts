import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { maskOf } from '../../evaluate/report/support/make-evaluated.js';
import { runNode } from '../../support/run-node.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';

const root = temporaryFolder();
const slug = 'automated-petct-lesion-segmentation';

/** What a job was about, how it ended, and where the lesion in its mask is (null: no mask). */
interface MadeJob {
  readonly name: string;
  readonly status?: string;
  readonly lesionAt?: number | null;
}

let runs = 0;

/** Lays out what the platform mounts: jobs, and a ground truth with a lesion in each mask. */
function mount(jobs: readonly MadeJob[], references: readonly string[]) {
  const folder = join(root, String(runs++));
  const [input, output, truth] = ['input', 'output', 'truth'].map((name) => join(folder, name));
  for (const made of [input!, output!, truth!]) mkdirSync(made, { recursive: true });
  for (const name of references) writeMha(join(truth!, `${name}.mha`), maskOf([lesion(5)]));
  const listed = jobs.map(({ name, status = 'Succeeded', lesionAt = 5 }, index) => {
    const pk = `0000-${index}`;
    const images = join(input!, pk, 'output', 'images', slug);
    mkdirSync(images, { recursive: true });
    if (lesionAt !== null) writeMha(join(images, `uuid-${index}.mha`), maskOf([lesion(lesionAt)]));
    const socket = (of: string, image: object | null) => ({
      file: null,
      image,
      value: null,
      interface: { slug: of, kind: 'Image', super_kind: 'Image', relative_path: `images/${of}` },
    });
    const inputs = [socket('ct', { name: `${name}_0000.mha` }), socket('pet', { name })];
    return { pk, status, inputs, outputs: [socket(slug, { name: `uuid-${index}` })] };
  });
  writeFileSync(join(input!, 'predictions.json'), JSON.stringify(listed));
  return { input: input!, output: output!, truth: truth! };
}

function lesion(x: number) {
  return [x, 10, 20, 6, 6, 6] as const;
}

type Mounted = ReturnType<typeof mount>;

function evaluate({ input, output, truth }: Mounted, more: Readonly<Record<string, string>> = {}) {
  return runNode('evaluation-main.js', [], {
    AUTOPET_INPUT: input,
    AUTOPET_OUTPUT: output,
    AUTOPET_GROUND_TRUTH: truth,
    AUTOPET_BOOTSTRAP: '50',
    SOURCE_DATE_EPOCH: '1700000000',
    ...more,
  });
}

const metrics = ({ output }: Mounted) =>
  JSON.parse(readFileSync(join(output, 'metrics.json'), 'utf8'));

test('scores each job against the reference of its case, in any order', async () => {
  const mounted = mount(
    [{ name: 'case_b.mha', lesionAt: 8 }, { name: 'case_a.nii.gz' }],
    ['case_a', 'case_b'],
  );
  const linked = join(root, 'linked-input');
  symlinkSync(mounted.input, linked);
  const result = await evaluate({ ...mounted, input: linked });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(mounted.output)).toEqual(['metrics.json']);
  const { results, aggregates } = metrics(mounted);
  expect(results.map((each: { case: string }) => each.case)).toEqual(['case_a', 'case_b']);
  expect(results.map((each: { dice: number }) => each.dice)).toEqual([1, 0.5]);
  expect(aggregates.dice.mean).toBe(0.75);
});

test('a job that failed or left nothing, or none at all, is scored as the worst and says why', async () => {
  const mounted = mount(
    [{ name: 'a' }, { name: 'b', status: 'Failed' }, { name: 'c', lesionAt: null }],
    ['a', 'b', 'c', 'd'],
  );
  const result = await evaluate(mounted);
  expect(result).toMatchObject({ code: 0, stderr: '' });
  const { results, cases } = metrics(mounted);
  expect(cases).toEqual({ total: 4, missing: ['b', 'c', 'd'], extra: [] });
  const found = results.map(({ status, dice, fnv_ml, notes }: Record<string, unknown>) => [
    status,
    dice,
    fnv_ml,
    notes,
  ]);
  const lost = (6 * 6 * 6 * 8) / 1000;
  expect(found).toEqual([
    ['scored', 1, 0, []],
    ['missing', 0, lost, ['job 0000-1 ended as Failed']],
    ['missing', 0, lost, ['job 0000-2 left no mask']],
    ['missing', 0, lost, ['no job']],
  ]);
});

test('or is an error, if the organiser wants that', async () => {
  const mounted = mount([{ name: 'a' }, { name: 'b', status: 'Cancelled' }], ['a', 'b']);
  const result = await evaluate(mounted, { AUTOPET_FAILED_JOBS: 'fail' });
  expect(result.code).toBe(2);
  expect(result.lastError).toMatch(
    /1 case\(s\) without a mask: b \(job 0000-1 ended as Cancelled\)/,
  );
  expect(readdirSync(mounted.output)).toEqual([]);
});

test('settings come from the ground truth: groups, table and report', async () => {
  const mounted = mount([{ name: 'a' }, { name: 'b' }], ['a', 'b']);
  writeFileSync(join(mounted.truth, 'groups.csv'), 'case,tracer\na,FDG\nb,PSMA\n');
  writeFileSync(
    join(mounted.truth, 'autopet-evaluation.json'),
    JSON.stringify({ subsets: 'groups.csv', csv: true, report: true, rules: 'I' }),
  );
  expect(await evaluate(mounted)).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(mounted.output).sort()).toEqual(['cases.csv', 'metrics.json', 'report.html']);
  const { subsets, settings } = metrics(mounted);
  expect(subsets.groups.map(({ name }: { name: string }) => name)).toEqual(['FDG', 'PSMA']);
  expect(settings.rules).toBe('I');
  expect(readFileSync(join(mounted.output, 'report.html'), 'utf8')).toMatch(/<h2[^>]*>By tracer/);
});

test.each<[string, (mounted: Mounted) => void, RegExp]>([
  [
    'no predictions.json',
    ({ input }) => writeFileSync(join(input, 'predictions.json'), ''),
    /predictions\.json is not JSON/,
  ],
  [
    'two masks of a job',
    ({ input }) =>
      writeMha(join(input, '0000-0', 'output', 'images', slug, 'again.mha'), maskOf([])),
    /Job 0000-0 left 2 images/,
  ],
  [
    'a mask on another grid',
    ({ input }) =>
      writeMha(join(input, '0000-0', 'output', 'images', slug, 'uuid-0.mha'), {
        ...maskOf([]),
        origin: [1, 0, 0],
      }),
    /is not on the grid of/,
  ],
])('%s: exit code 2, said in the last line, and no metrics.json', async (_, spoil, message) => {
  const mounted = mount([{ name: 'a' }], ['a']);
  spoil(mounted);
  const result = await evaluate(mounted);
  expect(result.code).toBe(2);
  expect(result.lastError).toMatch(message);
  expect(existsSync(join(mounted.output, 'metrics.json'))).toBe(false);
});

test.each([
  [
    'a job about an unknown case',
    [{ name: 'x' }],
    ['a'],
    /is about x_0000, x, for which there is no/,
  ],
  ['two jobs about one case', [{ name: 'a' }, { name: 'a_pet' }], ['a'], /both about case "a"/],
  ['no ground truth', [{ name: 'a' }], [], /holds no reference mask/],
])('%s: exit code 2', async (_, jobs, references, message) => {
  const result = await evaluate(mount(jobs, references));
  expect(result.code).toBe(2);
  expect(result.lastError).toMatch(message);
});
