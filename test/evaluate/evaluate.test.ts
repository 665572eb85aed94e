import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../src/errors.js';
import { evaluate } from '../../src/evaluate/evaluate.js';
import type { EvaluateOptions } from '../../src/evaluate/options/evaluate-options.js';
import type { CaseResult } from '../../src/evaluate/result/evaluation.js';
import { makeVolume } from '../support/make-volume.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeMha } from '../support/write-mha.js';
import { type Masks, makeMasks, makePets } from './support/make-folders.js';

const root = temporaryFolder();
let made = 0;

function optionsFor(
  predictions: string,
  references: string,
  more: Partial<EvaluateOptions> = {},
): EvaluateOptions {
  return { predictions, references, bootstrap: 100, workers: 2, ...more };
}

/** Evaluates masks written for the purpose. */
function evaluateMasks(predictions: Masks, references: Masks, more: Partial<EvaluateOptions> = {}) {
  const folder = join(root, String(made++));
  return evaluate(
    optionsFor(
      makeMasks(join(folder, 'predictions'), predictions),
      // The other way round: each pair mixes the formats.
      makeMasks(join(folder, 'references'), references, ['nii.gz', 'mha']),
      more,
    ),
  );
}

async function resultOf(
  prediction: string,
  reference: string,
  more: Partial<EvaluateOptions> = {},
): Promise<CaseResult> {
  const { evaluation } = await evaluateMasks({ a: prediction }, { a: reference }, more);
  return evaluation.results[0]!;
}

describe('a case', () => {
  test('has every metric', async () => {
    const folder = join(root, String(made++));
    const pet = makePets(folder, ['a']);
    expect(await resultOf('##.#...#', '#..##...', { pet })).toEqual({
      case: 'a',
      status: 'scored',
      subset: null,
      dice: 4 / 7,
      fpv_ml: 1,
      fnv_ml: 0,
      lesion_tp: 2,
      lesion_fp: 1,
      lesion_fn: 0,
      lesion_precision: 2 / 3,
      lesion_recall: 1,
      lesion_f1: 0.8,
      predicted_lesions: 3,
      reference_lesions: 2,
      detected_lesions: 2,
      missed_lesions: 0,
      false_lesions: 1,
      detection_precision: 2 / 3,
      detection_recall: 1,
      predicted_tmtv_ml: 4,
      reference_tmtv_ml: 3,
      tmtv_difference_ml: 1,
      predicted_dmax_mm: 65,
      reference_dmax_mm: 35,
      predicted_tlg: 15,
      reference_tlg: 10,
      predicted_suv_max: 8,
      reference_suv_max: 5,
      // A sphere of 1 ml holds one voxel of 10 mm: its radius is 6.2 mm.
      predicted_suv_peak: 8,
      reference_suv_peak: 5,
      files: {
        prediction: { name: 'a.mha', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        reference: { name: 'a.nii.gz', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        pet: { name: 'a.mha', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
      notes: [],
    });
  });

  test.each([
    ['III', { dice: null, fnv_ml: null }, { dice: null, fnv_ml: null }],
    ['I', { dice: null, fnv_ml: 0 }, { dice: 0, fnv_ml: 0 }],
  ] as const)('with an empty mask is scored by rules %s', async (rules, both, reference) => {
    const { evaluation } = await evaluateMasks(
      { both: '........', prediction: '........', reference: '##..#...' },
      { both: '........', prediction: '##..#...', reference: '........' },
      { rules },
    );
    const noLesion = { lesion_recall: null, lesion_f1: null, detection_recall: null };
    expect(evaluation.results).toMatchObject([
      {
        ...{ case: 'both', ...both, fpv_ml: 0, ...noLesion },
        ...{ lesion_tp: 0, lesion_fp: 0, lesion_fn: 0, lesion_precision: null },
        ...{ detection_precision: null, predicted_tmtv_ml: 0, tmtv_difference_ml: 0 },
        ...{ predicted_dmax_mm: null, predicted_suv_peak: null },
      },
      {
        ...{ case: 'prediction', dice: 0, fpv_ml: 0, fnv_ml: 3, lesion_precision: null },
        ...{ lesion_recall: 0, lesion_f1: 0, detection_recall: 0, detection_precision: null },
      },
      {
        ...{ case: 'reference', ...reference, fpv_ml: 3, ...noLesion },
        ...{ lesion_precision: 0, lesion_fp: 2, detection_precision: 0 },
      },
    ]);
    const { dice, fpv_ml } = evaluation.aggregates;
    expect([dice.defined, dice.undefined]).toEqual(rules === 'III' ? [1, 2] : [2, 1]);
    expect([fpv_ml.defined, fpv_ml.mean]).toEqual([3, 1]);
  });

  test('may be stored the other way round', async () => {
    const folder = join(root, String(made++));
    makeMasks(folder, { b: '#.......' });
    const flipped = makeVolume<Uint8Array>({
      size: [8, 1, 1],
      spacing: [10, 10, 10],
      origin: [70, 0, 0],
      direction: [-1, 0, 0, 0, 1, 0, 0, 0, 1],
      data: Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 1),
    });
    writeMha(join(folder, 'a.mha'), flipped);
    const references = makeMasks(join(root, String(made++)), { a: '##......', b: '#.......' });
    const { log, infos } = recordLog();
    const { evaluation } = await evaluate(optionsFor(folder, references, { log }));
    expect(evaluation.results[0]).toMatchObject({
      dice: 1,
      notes: ["prediction brought into the reference's voxel order"],
    });
    expect(infos).toContain("prediction brought into the reference's voxel order in 1 case(s): a");
  });
});

test('what is odd about an image is noted with the case', async () => {
  const folder = join(root, String(made++));
  makeMasks(folder, { a: '##......' });
  writeMha(
    join(folder, 'a.mha'),
    makeVolume<Uint8Array>({
      size: [8, 1, 1],
      spacing: [10, 10, 10],
      data: Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0),
    }),
    { Offset: null },
  );
  const references = makeMasks(join(root, String(made++)), { a: '##......' });
  const { evaluation } = await evaluate(optionsFor(folder, references));
  expect(evaluation.results[0]?.notes).toEqual([
    'prediction: It has no Offset: its first voxel is taken to lie at 0, 0, 0.',
  ]);
});

describe('labels', () => {
  /** Masks of one row with these labels, by case. */
  function makeLabels(masks: Readonly<Record<string, readonly number[]>>): string {
    const folder = join(root, String(made++));
    makeMasks(folder, {});
    for (const [name, labels] of Object.entries(masks)) {
      const data = Uint8Array.from(labels);
      writeMha(
        join(folder, `${name}.mha`),
        makeVolume<Uint8Array>({ size: [8, 1, 1], spacing: [10, 10, 10], data }),
      );
    }
    return folder;
  }

  test('each lesion may have its own number', async () => {
    const references = makeLabels({ a: [1, 1, 0, 2, 0, 0, 7, 7] });
    const predictions = makeMasks(join(root, String(made++)), { a: '##.#....' });
    const options = optionsFor(predictions, references);
    const { evaluation } = await evaluate({ ...options, referenceLabel: 'any' });
    expect(evaluation.results[0]).toMatchObject({
      ...{ dice: 0.75, reference_lesions: 3, missed_lesions: 1, fnv_ml: 2 },
    });
    expect(evaluation.settings).toMatchObject({ label: null, reference_label: 'any' });
    expect(evaluation.provenance.command_line).toContain(' --reference-label any ');
  });

  test('one that never occurs is told, with those that do', async () => {
    const folder = makeLabels({ a: [1, 0, 0, 0, 2, 0, 0, 0], b: [0, 0, 0, 0, 0, 0, 0, 0] });
    const { log, warnings } = recordLog();
    const options = { ...optionsFor(folder, folder), log };
    await evaluate({ ...options, label: 255, referenceLabel: 2 });
    expect(warnings).toEqual(['no prediction holds label 255: found 1, 2']);
    await evaluate({ ...options, label: 2, referenceLabel: 3 });
    expect(warnings.slice(1)).toEqual(['no reference holds label 3: found 1, 2']);
  });

  test('empty masks throughout are told too', async () => {
    const folder = makeLabels({ a: [0, 0, 0, 0, 0, 0, 0, 0] });
    const { log, warnings } = recordLog();
    await evaluate({ ...optionsFor(folder, folder), referenceLabel: 'any', log });
    expect(warnings).toEqual([
      'no prediction holds a lesion: all are empty',
      'no reference holds a lesion: all are empty',
    ]);
  });
});

test('names that differ in more than the ending are paired, and told', async () => {
  const folder = join(root, String(made++));
  const predictions = makeMasks(join(folder, 'predictions'), { a_0000: '#.......', b: '#.......' });
  const references = makeMasks(join(folder, 'my references'), { a_seg: '#.......', b: '#.......' });
  const { log, infos } = recordLog();
  const { evaluation } = await evaluate({ ...optionsFor(predictions, references), log });
  expect(evaluation.results.map((result) => [result.case, result.dice])).toEqual([
    ['a_seg', 1],
    ['b', 1],
  ]);
  expect(infos).toContain('1 prediction(s) go by another name: a_0000 for a_seg');
  expect(evaluation.provenance.command_line).toContain(" --references 'my references' ");
});

describe('a missing prediction', () => {
  const references = { a: '##......', b: '#..##...', c: '........' };

  test('is an error that names it', async () => {
    const evaluating = evaluateMasks({ a: '##......' }, references);
    await expect(evaluating).rejects.toThrow(InputError);
    await expect(evaluating).rejects.toThrow(
      /no prediction for 2 of 3 case\(s\) of .*: b, c\. .*--missing worst/,
    );
  });

  test('may be given the worst score, that of all but the lesions', async () => {
    const folder = join(root, String(made++));
    const { evaluation } = await evaluateMasks({ a: '##......', x: '#.......' }, references, {
      missing: 'worst',
      pet: makePets(folder, ['a', 'b', 'c']),
    });
    const [, b, c] = evaluation.results;
    expect(evaluation.cases).toEqual({ total: 3, missing: ['b', 'c'], extra: ['x'] });
    expect(b).toMatchObject({
      status: 'missing',
      dice: 0,
      fpv_ml: 5,
      fnv_ml: 3,
      lesion_tp: 0,
      lesion_fn: 2,
      lesion_f1: 0,
      detection_recall: 0,
      reference_tmtv_ml: 3,
      reference_suv_max: 5,
      predicted_tmtv_ml: null,
      tmtv_difference_ml: null,
      predicted_suv_max: null,
      predicted_dmax_mm: null,
      files: { prediction: null },
    });
    expect(c).toMatchObject({ status: 'missing', dice: null, fpv_ml: 8, fnv_ml: null });
    expect(evaluation.aggregates.predicted_tmtv_ml).toMatchObject({ defined: 1, undefined: 2 });
    expect(evaluation.aggregates.dice).toMatchObject({ defined: 2, mean: 0.5 });
  });

  test('never scores better than any prediction would have', async () => {
    const reference = '.##..#..';
    const predictions = ['########', '#.......', '........', '#..##.##', '......##'];
    const byName = (texts: string[]) => Object.fromEntries(texts.map((text, i) => [`${i}`, text]));
    const { evaluation } = await evaluateMasks(
      byName(predictions),
      { ...byName(predictions.map(() => reference)), missing: reference },
      { missing: 'worst' },
    );
    const worst = evaluation.results.at(-1)!;
    expect(worst.status).toBe('missing');
    for (const { dice, fpv_ml, fnv_ml } of evaluation.results) {
      expect(dice).toBeGreaterThanOrEqual(worst.dice!);
      expect(fpv_ml).toBeLessThanOrEqual(worst.fpv_ml!);
      expect(fnv_ml).toBeLessThanOrEqual(worst.fnv_ml!);
    }
  });
});

describe('an evaluation', () => {
  const references = { a: '##......', b: '#..##...', c: '........', d: '...##...' };
  const predictions = { a: '###.....', b: '#......#', c: '.......#', d: '..##....' };

  test('does not depend on the number of workers, and counts progress', async () => {
    const seen: number[] = [];
    const options = { onProgress: (done: number) => seen.push(done) };
    const one = await evaluateMasks(predictions, references, { ...options, workers: 1 });
    const four = await evaluateMasks(predictions, references, { workers: 4 });
    expect({ ...four.evaluation, provenance: null }).toEqual({
      ...one.evaluation,
      provenance: null,
    });
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(one.files.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
  });

  test('has tables of subsets', async () => {
    const subsets = join(root, 'tracers.csv');
    writeFileSync(subsets, 'case,tracer\na,PSMA\nb,FDG\nc,FDG\nd,PSMA\n');
    const { evaluation } = await evaluateMasks(predictions, references, { subsets });
    expect(evaluation.results.map(({ subset }) => subset)).toEqual(['PSMA', 'FDG', 'FDG', 'PSMA']);
    expect(evaluation.subsets).toMatchObject({
      column: 'tracer',
      groups: [
        { name: 'FDG', cases: 2, aggregates: { dice: { defined: 1, undefined: 1, mean: 0.4 } } },
        { name: 'PSMA', cases: 2, aggregates: { dice: { mean: 0.65 } } },
      ],
    });
    expect(evaluation.aggregates.fpv_ml).toMatchObject({ defined: 4, sum: 2 });
    expect(evaluation.provenance.subsets_file?.name).toBe('tracers.csv');
  });

  test('names every case that cannot be scored', async () => {
    const bad = join(root, String(made++));
    makeMasks(bad, { a: '##......' });
    const shifted = makeVolume({ size: [8, 1, 1], spacing: [10, 10, 10], origin: [5, 0, 0] });
    writeMha(join(bad, 'b.mha'), shifted);
    writeMha(join(bad, 'c.mha'), { ...shifted, origin: [0, 0, 0], data: shifted.data.fill(3) });
    const good = makeMasks(join(root, String(made++)), {
      a: '#.......',
      b: '#.......',
      c: '#.......',
    });
    const evaluating = evaluate(optionsFor(bad, good));
    await expect(evaluating).rejects.toThrow(InputError);
    await expect(evaluating).rejects.toThrow(
      /2 of 3 cases cannot be scored: .*b\.mha is not on the grid .* \| .*c\.mha is not binary/,
    );
  });

  test('refuses a PET with voxels that are no numbers', async () => {
    const pet = join(root, String(made++));
    makePets(pet, ['a']);
    const broken = makeVolume({ size: [8, 1, 1], spacing: [10, 10, 10] });
    broken.data[3] = Number.NaN;
    writeMha(join(pet, 'a.mha'), broken);
    await expect(resultOf('#.......', '#.......', { pet })).rejects.toThrow(
      /1 voxel\(s\) that are NaN/,
    );
  });
});
