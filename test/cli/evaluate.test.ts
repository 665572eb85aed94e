import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ranking } from '../../src/evaluate/rank/ranking.js';
import type { Evaluation } from '../../src/evaluate/result/evaluation.js';
import { makeMasks } from '../evaluate/support/make-folders.js';
import { runNode } from '../support/run-node.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const at = (name: string): string => join(root, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

const references = { a: '##......', b: '#..##...', c: '........' };
makeMasks(at('references'), references, ['nii.gz']);
makeMasks(at('alice'), { a: '##......', b: '#..#....', c: '........' });
makeMasks(at('bob'), { a: '.##.....', b: '#......#', c: '.......#', extra: '#.......' });
makeMasks(at('carol'), { a: '##......' });
writeFileSync(at('tracers.csv'), 'case,tracer\na,FDG\nb,PSMA\nc,FDG\n');

/** An hour after the epoch. */
const fixedTime = { SOURCE_DATE_EPOCH: '3600' };

function evaluate(team: string, output: string, more: string[] = [], environment = fixedTime) {
  const folders = ['--predictions', at(team), '--references', at('references')];
  const args = ['evaluate', ...folders, '--output', at(output), '--bootstrap', '50', ...more];
  return runNode('cli.js', args, environment);
}

test('writes metrics.json and one line per case, the same bytes in every run', async () => {
  const more = ['--subsets', at('tracers.csv')];
  const [first, second] = await Promise.all([
    evaluate('alice', 'one/metrics.json', [
      ...more,
      '--csv',
      at('one/cases.csv'),
      '--workers',
      '1',
    ]),
    evaluate('alice', 'two/metrics.json', [
      ...more,
      '--csv',
      at('two/cases.csv'),
      '--workers',
      '3',
    ]),
  ]);
  expect([first.code, second.code, first.stderr]).toEqual([0, 0, '']);
  expect(read('two/metrics.json')).toBe(read('one/metrics.json'));
  expect(read('two/cases.csv')).toBe(read('one/cases.csv'));

  const text = read('one/metrics.json');
  expect(text).not.toMatch(/NaN|Infinity/);
  expect(text).not.toContain(root);
  const { results, aggregates, provenance }: Evaluation = JSON.parse(text);
  expect(results.map((result) => [result.case, result.dice])).toEqual([
    ['a', 1],
    ['b', 0.8],
    ['c', null],
  ]);
  expect(aggregates.dice).toMatchObject({ defined: 2, undefined: 1, mean: 0.9 });
  expect(provenance.created).toBe('1970-01-01T01:00:00.000Z');
  expect(provenance.command_line).toBe(
    'autopet evaluate --predictions alice --references references --rules III --missing fail --subsets tracers.csv --bootstrap 50 --seed 0',
  );

  const [heading, a, b, c] = read('one/cases.csv').split('\n');
  expect(heading).toMatch(/^case,status,subset,dice,fpv_ml,fnv_ml,lesion_tp,/);
  expect(a).toMatch(/^a,scored,FDG,1,0,0,1,/);
  expect(b).toMatch(/^b,scored,PSMA,0\.8,0,0,2,/);
  expect(c).toMatch(/^c,scored,FDG,,0,,0,/);
});

test('tells of extra predictions', async () => {
  const { code, stdout } = await evaluate('bob', 'bob.json');
  expect(code).toBe(0);
  expect(stdout).toContain('1 prediction(s) without a reference, not scored: extra');
  expect((JSON.parse(read('bob.json')) as Evaluation).cases.extra).toEqual(['extra']);
});

test('fails for a missing prediction and writes nothing, unless it may be the worst', async () => {
  const refused = await evaluate('carol', 'carol.json');
  expect(refused.code).toBe(2);
  expect(refused.lastError).toMatch(/^autopet: .*no prediction for 2 of 3 case\(s\).*: b, c\./);
  expect(existsSync(at('carol.json'))).toBe(false);
  const { code, stdout } = await evaluate('carol', 'carol.json', ['--missing', 'worst']);
  expect(code).toBe(0);
  expect(stdout).toContain('2 of 3 case(s) without a prediction, given the worst score: b, c');
});

test('refuses an output it cannot write before it does any work', async () => {
  writeFileSync(at('file'), '');
  const { code, stdout, lastError } = await evaluate('alice', 'file/metrics.json');
  expect([code, stdout]).toEqual([2, '']);
  expect(lastError).toMatch(/file\/metrics\.json cannot be written/);
});

test.each([
  [['--rules', 'II'], /--rules/],
  [['--bootstrap', '-1'], /whole number from 0/],
  [['--label', '0'], /whole number from 1/],
  [['--missing', 'skip'], /--missing/],
])('refuses %s', async (more, message) => {
  const { code, lastError } = await evaluate('alice', 'never.json', more);
  expect(code).toBe(2);
  expect(lastError).toMatch(message);
});

describe('rank', () => {
  beforeAll(async () => {
    const subsets = ['--subsets', at('tracers.csv')];
    for (const team of ['alice', 'bob']) mkdirSync(at(`teams/${team}`), { recursive: true });
    await Promise.all([
      evaluate('alice', 'teams/alice/metrics.json', subsets),
      evaluate('bob', 'teams/bob/metrics.json', subsets),
      evaluate('carol', 'teams/carol.json', ['--missing', 'worst', ...subsets]),
      evaluate('alice', 'teams/first.json', ['--rules', 'I', ...subsets]),
    ]);
  }, 120_000);

  const files = [at('teams/bob/metrics.json'), at('teams/alice/metrics.json')];

  test('places algorithms, the same bytes in every run', async () => {
    const more = [`C=${at('teams/carol.json')}`, '--bootstrap', '200', '--by', 'subsets'];
    const [first, second] = await Promise.all(
      ['r1.json', 'r2.json'].map((output) =>
        runNode('cli.js', ['rank', ...files, ...more, '--output', at(output)], fixedTime),
      ),
    );
    expect([first!.code, second!.code]).toEqual([0, 0]);
    expect(read('r2.json')).toBe(read('r1.json'));
    const { algorithms, subsets, cases, provenance }: Ranking = JSON.parse(read('r1.json'));
    expect(algorithms.map(({ name, place }) => [name, place])).toEqual([
      ['alice', 1],
      ['bob', 2],
      ['C', 3],
    ]);
    expect(subsets!.map(({ name }) => name)).toEqual(['FDG', 'PSMA']);
    expect(cases).toBe(3);
    expect(provenance.command_line).toBe(
      'autopet rank bob=metrics.json alice=metrics.json C=carol.json --by subsets --bootstrap 200 --seed 0',
    );
    expect(first!.stdout).toContain('1. alice: score 1.000');
  });

  test.each([
    [
      'a file that is something else',
      [...files, 'x=package.json'],
      /package\.json is not a metrics/,
    ],
    [
      'other rules',
      [...files, at('teams/first.json')],
      /bob and first were scored by different rules/,
    ],
    [
      'two of a name',
      [...files, at('teams/alice/metrics.json')],
      /Two algorithms are called "alice"/,
    ],
    ['a missing file', [at('none.json')], /none\.json cannot be read/],
  ])('refuses %s', async (_, inputs, message) => {
    const { code, lastError } = await runNode('cli.js', [
      'rank',
      ...inputs,
      '--output',
      at('no.json'),
    ]);
    expect(code).toBe(2);
    expect(lastError).toMatch(message);
    expect(existsSync(at('no.json'))).toBe(false);
  });
});
