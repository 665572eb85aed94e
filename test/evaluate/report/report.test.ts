import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { aggregate } from '../../../src/evaluate/aggregate/aggregate.js';
import { renderReport } from '../../../src/evaluate/report/render-report.js';
import { type Evaluation, metricNames } from '../../../src/evaluate/result/evaluation.js';
import { errorColours } from '../../../src/picture/render-errors.js';
import { runNode } from '../../support/run-node.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { madeCases, makeFolders } from './support/make-evaluated.js';

const root = temporaryFolder();
const folders = makeFolders(root);

// The one thing that two runs may differ in.
const fixedTime = { SOURCE_DATE_EPOCH: '1700000000' };

async function report(name: string, more: readonly string[]): Promise<string> {
  const path = join(root, name);
  const { predictions, references } = folders;
  const result = await runNode(
    'cli.js',
    // biome-ignore format: options with their values
    ['evaluate', '--predictions', predictions, '--references', references, '--missing', 'worst',
      '--bootstrap', '200', '--output', join(root, 'metrics.json'), '--report', path, ...more],
    fixedTime,
  );
  expect(result.code).toBe(0);
  return readFileSync(path, 'utf8');
}

const everything = ['--pet', folders.pet, '--subsets', folders.subsets];
let full: string;
beforeAll(async () => {
  full = await report('full.html', everything);
});

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const pictures = (page: string) => [
  ...page.matchAll(
    /<img src="data:image\/png;base64,([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]+)">/g,
  ),
];

test('refers to nothing outside, runs nothing, and tells the browser so', () => {
  expect(full).not.toMatch(/https?:|\/\/[a-z]|<script|<link|<iframe|@import|url\(|\son[a-z]+=/i);
  const references = [...full.matchAll(/\s(?:src|href|srcset|action|data)="([^"]*)"/g)];
  expect(references).toHaveLength(Object.keys(madeCases).length);
  expect(references.every(([, target]) => target!.startsWith('data:image/png;base64,'))).toBe(true);
  expect(full).toContain(
    `content="default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;"`,
  );
});

test('two runs give the same bytes', async () => {
  expect(await report('again.html', everything)).toBe(full);
});

test('names are text, never markup', () => {
  for (const name of [...Object.keys(madeCases), 'a<b']) {
    expect(full).toContain(escaped(name));
  }
  expect(full).not.toMatch(/none <i>|a<b/);
});

test('says loudly which cases are missing and which predictions are extra', () => {
  expect(full).toMatch(
    /class="alert missing"[\s\S]*1 of 6 cases without a prediction[\s\S]*none &#60;i&#62;/,
  );
  expect(full).toMatch(/class="alert extra"[\s\S]*1 prediction without a reference[\s\S]*stray/);
});

test('holds versions, settings and the sums of all inputs', () => {
  const { results, provenance } = JSON.parse(readFileSync(join(root, 'metrics.json'), 'utf8'));
  const sums: string[] = results.flatMap(({ files }: { files: Record<string, unknown> }) =>
    Object.values(files).flatMap((file) => (file as { sha256: string } | null)?.sha256 ?? []),
  );
  expect(sums).toHaveLength(5 + 6 + 6);
  const { autopet, node, created, command_line, command_sha256, subsets_file } = provenance;
  for (const text of [autopet, node, created, command_line, command_sha256, ...sums]) {
    expect(full).toContain(escaped(text));
  }
  expect(full).toContain(subsets_file.sha256);
  expect(full).toMatch(/Setting rules<\/dt><dd><code>III</);
});

test('tables hold the numbers of metrics.json', () => {
  const { aggregates } = JSON.parse(readFileSync(join(root, 'metrics.json'), 'utf8'));
  const { dice } = aggregates;
  expect(full).toContain(
    `Dice</th><td>${dice.defined}</td><td class="some">${dice.undefined}</td><td class="main">${dice.mean.toFixed(4)}</td><td>${dice.mean_ci95[0].toFixed(4)} to ${dice.mean_ci95[1].toFixed(4)}</td>`,
  );
  expect(dice.undefined).toBeGreaterThan(0);
  for (const metric of metricNames) expect(full).toContain(`<code>${metric}</code>`);
});

test('worst cases come first: no prediction, then missed and invented lesions', () => {
  const order = pictures(full).map(([, , , , alt]) => /of case (.+?)(?:,|:)/.exec(alt!)?.[1]);
  expect(order[0]).toMatch(/^none/);
  expect(order.slice(-2).sort()).toEqual(['empty', 'exact']);
});

test('pictures show green, blue and red where they should, over a grey PET', () => {
  const colours = new Map(
    pictures(full).map(([, png, width, height, alt]) => {
      const picture = decode(Buffer.from(png!, 'base64'));
      expect([picture.width, picture.height]).toEqual([Number(width), Number(height)]);
      const found = new Set<string>();
      for (let i = 0; i < picture.data.length; i += 3) {
        found.add([...picture.data.subarray(i, i + 3)].join());
      }
      return [/of case (\S+?)[,:]/.exec(alt!)?.[1] ?? 'none', found] as const;
    }),
  );
  const shown = (name: string) =>
    Object.entries(errorColours)
      .filter(([, colour]) => colours.get(name)!.has(colour.join()))
      .map(([kind]) => kind);
  expect(shown('exact')).toEqual(['truePositive']);
  expect(shown('half')).toEqual(['truePositive', 'falseNegative', 'falsePositive']);
  expect(shown('missed')).toEqual(['falseNegative']);
  expect(shown('none')).toEqual(['falseNegative']);
  expect(shown('invented')).toEqual(['falsePositive']);
  expect(shown('empty')).toEqual([]);
  // SUV 2 of 10.
  expect(colours.get('empty')!.has('204,204,204')).toBe(true);
});

test('plots have a mark per case and say in words what they show', () => {
  const dice = /<svg[^>]*aria-label="Box plot of Dice\.[\s\S]*?<\/svg>/.exec(full)![0];
  // Of all cases and again by group: three scored with a Dice, one without a prediction.
  expect(dice.match(/<circle/g)).toHaveLength(2 * 3);
  expect(dice.match(/class="missing"/g)).toHaveLength(2 * 1);
  expect(dice).toMatch(/All cases: median 0\.\d{4}, quartiles/);
  const agreement = /<svg[^>]*aria-label="Bland–Altman plot:[\s\S]*?<\/svg>/.exec(full)![0];
  expect(agreement.match(/<circle/g)).toHaveLength(5);
  expect(full.match(/<svg/g)!.length).toBe(full.match(/role="img" aria-label="[^"]+"/g)!.length);
});

test('draws no more pictures than asked for', async () => {
  const page = await report('two.html', ['--pictures', '2']);
  expect(pictures(page)).toHaveLength(2);
  expect(page).toContain('The 2 worst of 6 cases');
  expect(page).toContain('No PET was given');
});

test('does without pictures, groups, confidence intervals and any defined Dice', () => {
  const evaluation: Evaluation = JSON.parse(readFileSync(join(root, 'metrics.json'), 'utf8'));
  const empty = evaluation.results.filter(({ case: name }) => name === 'empty');
  const settings = { ...evaluation.settings, bootstrap: 0 };
  const page = renderReport(
    {
      ...evaluation,
      settings,
      results: empty,
      subsets: null,
      aggregates: aggregate(empty, settings),
      cases: { total: 1, missing: [], extra: [] },
    },
    new Map(),
  );
  expect(page).not.toMatch(/<img|class="alert|NaN|undefined ml|Infinity/);
  expect(page).toContain('Confidence intervals were not asked for');
  expect(page).toContain('undefined for every case');
});

test('a report that cannot be written is told before any work', async () => {
  const result = await runNode('cli.js', [
    ...['evaluate', '--predictions', folders.predictions, '--references', folders.references],
    ...['--output', join(root, 'm.json'), '--report', join(folders.subsets, 'report.html')],
  ]);
  expect(result.code).toBe(2);
  expect(result.lastError).toContain('subsets.csv');
});
