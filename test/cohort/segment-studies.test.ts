import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { segmentStudies } from '../../src/cohort/segment-studies.js';
import { InputError, InterruptedError, ModelError, StudiesError } from '../../src/errors.js';
import { readVolume } from '../../src/image/read/read-volume.js';
import type { Log } from '../../src/log.js';
import { makeModel, suvOver4 } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeMha } from '../support/write-mha.js';

const root = temporaryFolder();
const made = makeStudy(root);
const expected = Uint8Array.from(made.pet.data, (suv) => (suv > 4 ? 1 : 0));
const study = (name: string, pet = made.petPath) => ({ name, pet, ct: made.ctPath });
const bad = join(root, 'bad.mha');
let model = '';

beforeAll(async () => {
  writeFileSync(bad, 'no image\n');
  model = await makeModel(join(root, 'model'));
});

function optionsFor(folder: string, overwrite = false) {
  const output = join(root, folder);
  mkdirSync(output, { recursive: true });
  const { log, infos, warnings } = recordLog();
  const options = {
    output,
    overwrite,
    model,
    device: 'cpu' as const,
    tta: 'full' as const,
    threads: 1,
    log,
  };
  return { options, output, infos, warnings };
}
const written = (file: string): number => statSync(file).mtimeMs;
const table = (output: string) =>
  readFileSync(join(output, 'lesions.csv'), 'utf8').trim().split('\n');

test('a mask and a report of every study, and a table', async () => {
  const { options, output } = optionsFor('all');
  await segmentStudies([study('a'), study('b')], options);
  for (const name of ['a', 'b']) {
    expect((await readVolume(join(output, `${name}.mha`))).data).toEqual(expected);
    const report = JSON.parse(readFileSync(join(output, `${name}.json`), 'utf8'));
    expect(report.lesions.count).toBe(1);
  }
  const [header, first, second] = table(output);
  expect(header).toBe('study,lesions,tmtv_ml,tlg,suv_max,error');
  // 27 voxels of 2 mm at SUV 9.
  expect(first).toMatch(/^a,1,0\.216\d*,1\.944\d*,9,$/);
  expect(second).toMatch(/^b,1,/);
  const runs = readFileSync(join(output, 'runs.csv'), 'utf8');
  expect(runs).toMatch(/^study,seconds,device\na,[\d.]+,cpu\nb,[\d.]+,cpu\n$/);
  expect(readdirSync(output).sort()).toEqual([
    'a.json',
    'a.mha',
    'b.json',
    'b.mha',
    'lesions.csv',
    'runs.csv',
  ]);
});

test('a study that fails does not keep the others; the end says which', async () => {
  const { options, output } = optionsFor('failing');
  const studies = [study('a'), study('broken', bad), study('c')];
  const error = await segmentStudies(studies, options).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(StudiesError);
  expect(error).toMatchObject({ code: 'bad-input', cause: expect.any(InputError) });
  expect((error as Error).message).toMatch(
    /^1 of 3 studies were not segmented: broken\. broken: .*not a MetaImage/,
  );
  expect(readdirSync(output)).not.toContain('broken.mha');
  expect((await readVolume(join(output, 'c.mha'))).data).toEqual(expected);
  expect(table(output)[2]).toMatch(/^broken,,,,,"?.*not a MetaImage/);
});

test('what was done with the same weights is not done again, unless asked to', async () => {
  const { options, output } = optionsFor('again');
  const mask = join(output, 'a.mha');
  await segmentStudies([study('a')], options);
  const before = written(mask);
  const [, row] = table(output);

  const second = optionsFor('again');
  await segmentStudies([study('a'), study('b')], second.options);
  expect(written(mask)).toBe(before);
  expect(table(output)[1]).toBe(row);
  expect(table(output)).toHaveLength(3);
  expect(second.infos).toContain('1 of 2, a: was done before');

  const third = optionsFor('again');
  await segmentStudies([study('a')], { ...third.options, tta: 'none' });
  expect(written(mask)).toBeGreaterThan(before);
  expect(third.infos).toContain('1 of 1, a: done again, for it was made with other options');

  const fourth = optionsFor('again');
  const options16 = { ...fourth.options, tta: 'none', precision: 'float16' } as const;
  await segmentStudies([study('a')], options16);
  expect(fourth.infos).toContain('1 of 1, a: done again, for it was made with other options');

  // One label by name is no other label, but what is measured may be.
  const fifth = optionsFor('again');
  await segmentStudies([study('a')], {
    ...options16,
    log: fifth.options.log,
    lesionLabel: ['lesion'],
  });
  expect(fifth.infos).toContain('1 of 1, a: done again, for it was made with other options');

  await segmentStudies([study('a')], optionsFor('again', true).options);
  expect(written(mask)).toBeGreaterThan(before);
});

test('for another PET, or with another model, it is done again', async () => {
  const { options, output } = optionsFor('changed');
  await segmentStudies([study('a')], options);
  const first = written(join(output, 'a.mha'));

  // The same bytes elsewhere are the same study.
  mkdirSync(join(root, 'moved'));
  const moved = study('a', makeStudy(join(root, 'moved')).petPath);
  await segmentStudies([moved], options);
  expect(written(join(output, 'a.mha'))).toBe(first);

  // Other bytes under the same name are not.
  const data = made.pet.data.map((suv) => suv / 2);
  writeMha(moved.pet, { ...made.pet, data });
  const again = optionsFor('changed');
  await segmentStudies([moved], again.options);
  const second = written(join(output, 'a.mha'));
  expect(second).toBeGreaterThan(first);
  expect(again.infos).toContain('1 of 1, a: done again, for it was made of other images');

  // What a sidecar tells changes what the voxels mean.
  writeFileSync(join(root, 'moved/pet.json'), JSON.stringify({ Units: 'g/mL' }));
  await segmentStudies([moved], again.options);
  const third = written(join(output, 'a.mha'));
  expect(third).toBeGreaterThan(second);

  const lower = { ...suvOver4, bias: [-3] };
  const other = await makeModel(join(root, 'elsewhere', 'model'), { folds: { 0: lower } });
  await segmentStudies([moved], { ...options, model: other });
  const fourth = written(join(output, 'a.mha'));
  expect(fourth).toBeGreaterThan(third);

  // So does all that a model says beside its weights.
  writeFileSync(join(other, 'model.json'), JSON.stringify({ suv_floor: 5 }));
  const last = optionsFor('changed');
  await segmentStudies([moved], { ...last.options, model: other });
  expect(written(join(output, 'a.mha'))).toBeGreaterThan(fourth);
  expect(last.infos).toContain('1 of 1, a: done again, for it was made with another model');
});

test('a report without its mask, or one that is none, counts for nothing', async () => {
  const { options, output } = optionsFor('lost');
  const studies = [study('a'), study('b'), study('c'), study('d')];
  await segmentStudies(studies, options);
  rmSync(join(output, 'a.mha'));
  // As a run with other options leaves it that is killed before it writes its report.
  writeMha(join(output, 'd.mha'), { ...made.pet, data: new Uint8Array(made.pet.data.length) });
  writeFileSync(join(output, 'b.json'), 'null');
  const cut = { ...JSON.parse(readFileSync(join(output, 'c.json'), 'utf8')), seconds: undefined };
  writeFileSync(join(output, 'c.json'), JSON.stringify(cut));
  await segmentStudies(studies, options);
  for (const name of ['a', 'd']) {
    expect((await readVolume(join(output, `${name}.mha`))).data).toEqual(expected);
  }
  for (const name of ['b', 'c']) {
    const report = JSON.parse(readFileSync(join(output, `${name}.json`), 'utf8'));
    expect(report).toMatchObject({ lesions: { count: 1 }, seconds: { total: expect.any(Number) } });
  }
});

test('a model that cannot be loaded ends it at once', async () => {
  const { options, output } = optionsFor('no-model');
  const missing = { ...options, model: join(root, 'missing') };
  await expect(segmentStudies([study('a')], missing)).rejects.toThrow(ModelError);
  expect(readdirSync(output)).toEqual([]);
});

test('stopped on the way: what is done stays, the study under way leaves nothing', async () => {
  const { options, output } = optionsFor('stopped');
  const stop = new AbortController();
  let studies = 0;
  const onProgress = (done: number) => {
    if (done === 1) studies += 1;
    if (studies === 2) stop.abort(new Error('it is morning'));
  };
  const all = [study('a'), study('b'), study('c')];
  const run = segmentStudies(all, { ...options, onProgress, signal: stop.signal });
  await expect(run).rejects.toThrow(InterruptedError);
  expect(readdirSync(output).sort()).toEqual(['a.json', 'a.mha', 'lesions.csv', 'runs.csv']);
  expect(table(output)).toHaveLength(2);
});

test('a table that cannot be written for a while does not keep the studies, and is written then', async () => {
  const { options, output, warnings } = optionsFor('locked');
  const path = join(output, 'lesions.csv');
  const log: Log = {
    ...options.log,
    info: (fields: unknown, message?: string) => {
      // Something is in the table's place when it is first written, and gone the second time.
      if (message?.startsWith('1 of 2')) mkdirSync(path);
      if (message?.startsWith('2 of 2')) rmdirSync(path);
      return options.log.info(fields as object, message ?? '');
    },
  };
  await segmentStudies([study('a'), study('b')], { ...options, log });
  expect(warnings.filter((line) => line.includes('lesions.csv cannot be written'))).toHaveLength(1);
  expect(table(output).map((line) => line.split(',')[0])).toEqual(['study', 'a', 'b']);
});
