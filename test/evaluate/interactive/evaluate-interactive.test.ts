import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../../src/errors.js';
import { evaluateInteractive } from '../../../src/evaluate/interactive/evaluate-interactive.js';
import { writeInteractive } from '../../../src/evaluate/interactive/write-interactive.js';
import type { EvaluateOptions } from '../../../src/evaluate/options/evaluate-options.js';
import { rank } from '../../../src/evaluate/rank/rank.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type Masks, makeMasks } from '../support/make-folders.js';

const root = temporaryFolder();
let made = 0;

function makeFolders(iterations: readonly Masks[], references: Masks) {
  const folder = join(root, String(made++));
  for (const [i, masks] of iterations.entries()) {
    makeMasks(join(folder, `masks/iteration_${i}`), masks);
  }
  return {
    folder,
    predictions: join(folder, 'masks'),
    references: makeMasks(join(folder, 'references'), references),
  };
}

function evaluate(
  iterations: readonly Masks[],
  references: Masks,
  more: Partial<EvaluateOptions> = {},
) {
  const { predictions, references: folder } = makeFolders(iterations, references);
  return evaluateInteractive({
    ...{ predictions, references: folder, bootstrap: 50, workers: 2 },
    ...more,
  });
}

describe('curves', () => {
  test('of a case with lesions, of one without, and their areas', async () => {
    const { results, curves, aggregates, settings } = await evaluate(
      [
        { a: '##......', b: '...#....' },
        { a: '##..#...', b: '........' },
        { a: '##..##..', b: '........' },
      ],
      { a: '##..##..', b: '........' },
    );
    const [a, b] = results;
    expect(a).toMatchObject({
      case: 'a',
      dice: [2 / 3, 6 / 7, 1],
      dmm: [2 / 3, 1, 1],
      fpv_ml: [0, 0, 0],
      fnv_ml: [2, 0, 0],
      auc_dice: 1 / 3 + 6 / 7 + 1 / 2,
      auc_dmm: 1 / 3 + 1 + 1 / 2,
      auc_fnv_ml: 1,
      last_dice: 1,
    });
    // Without lesions an empty mask is right, and there is nothing to match.
    expect(b).toMatchObject({
      dice: [0, 1, 1],
      dmm: [null, null, null],
      fpv_ml: [1, 0, 0],
      fnv_ml: [null, null, null],
      auc_dice: 1.5,
      auc_dmm: null,
      auc_fpv_ml: 0.5,
      last_dmm: null,
    });
    expect(curves.dice).toEqual([1 / 3, (6 / 7 + 1) / 2, 1]);
    expect(curves.dmm).toEqual([2 / 3, 1, 1]);
    expect(aggregates.auc_dice.mean).toBeCloseTo((a!.auc_dice! + b!.auc_dice!) / 2, 12);
    expect([aggregates.auc_dmm.defined, aggregates.auc_dmm.undefined]).toEqual([1, 1]);
    expect(settings.iterations).toBe(3);
  });

  test('groups weigh the same, whatever the number of their cases', async () => {
    const masks = { a: '#.......', b: '#.......', c: '........' };
    const subsets = join(root, `${made}.csv`);
    writeFileSync(subsets, 'case,tracer_center\na,FDG_1\nb,FDG_1\nc,PSMA_2\n');
    const { subsets: found, aggregates } = await evaluate(
      [masks, masks],
      { a: '#.......', b: '#.......', c: '#.......' },
      { subsets },
    );
    expect(found!.groups.map(({ name, cases }) => [name, cases])).toEqual([
      ['FDG_1', 2],
      ['PSMA_2', 1],
    ]);
    expect(aggregates.auc_dice.mean).toBeCloseTo(2 / 3, 12);
    expect(found!.means.auc_dice).toBe(0.5);
    expect(found!.groups[1]!.curves.dice).toEqual([0, 0]);
  });
});

describe('folders', () => {
  test('a gap between the iterations, or a single one, is refused', async () => {
    const one = { a: '#.......' };
    await expect(evaluate([one], one)).rejects.toThrow(InputError);
    const { folder, predictions, references } = makeFolders([one, one], one);
    mkdirSync(join(folder, 'masks', 'iteration_3'));
    await expect(evaluateInteractive({ predictions, references })).rejects.toThrow(
      'Found: iteration_0, iteration_1, iteration_3',
    );
  });

  test('a prediction that is missing is told, or scored as the worst', async () => {
    const reference = { a: '#.......', b: '#.......' };
    const iterations = [{ a: '#.......', b: '#.......' }, { a: '#.......' }];
    await expect(evaluate(iterations, reference)).rejects.toThrow('iteration_1 has no prediction');
    const { results, cases } = await evaluate(iterations, reference, { missing: 'worst' });
    expect(results[1]!.dice).toEqual([1, 0]);
    expect(cases.missing).toEqual(['b']);
  });
});

test('metrics, a line per case and iteration, and a page are written', async () => {
  const folder = join(root, 'written');
  mkdirSync(folder);
  const masks = [{ '=a': '#.......' }, { '=a': '##......' }];
  const evaluation = await evaluate(masks, { '=a': '##......' });
  const files = { metrics: join(folder, 'm.json'), csv: join(folder, 'c.csv') };
  const report = join(folder, 'r.html');
  await writeInteractive({ ...files, report }, evaluation);
  expect(JSON.parse(readFileSync(files.metrics, 'utf8'))).toEqual(evaluation);
  expect(readFileSync(files.csv, 'utf8').split('\n')).toEqual([
    'case,subset,iteration,dice,dmm,fpv_ml,fnv_ml',
    `'=a,,0,${2 / 3},1,0,0`,
    "'=a,,1,1,1,0,0",
    '',
  ]);
  // One algorithm is first whatever it does: what counts is that it is ranked by areas.
  const { algorithms, settings } = await rank([{ name: 'a', path: files.metrics }], {
    bootstrap: 9,
  });
  expect(algorithms[0]!.means).toEqual({ auc_dice: 2 / 3 / 2 + 1 / 2, auc_dmm: 1 });
  expect(settings.weights).toEqual({ auc_dice: 0.5, auc_dmm: 0.5 });
  const page = readFileSync(report, 'utf8');
  expect(page).toContain('<path class="curve all" d="M62 103.3L544 14">');
  expect(page).not.toMatch(/<script|http:|https:/);
});
