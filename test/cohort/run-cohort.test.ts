import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { collectCohort } from '../../src/cohort/collect/collect-cohort.js';
import { lookAtCohort } from '../../src/cohort/collect/look-at-cohort.js';
import { tellState } from '../../src/cohort/collect/tell-state.js';
import { planCohort } from '../../src/cohort/plan/plan-cohort.js';
import { runShard } from '../../src/cohort/run/run-shard.js';
import { parseShard } from '../../src/cohort/run/shard.js';
import { ModelError, StudiesError, UsageError } from '../../src/errors.js';
import { readVolume } from '../../src/image/read/read-volume.js';
import { makeModel, suvOver4 } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { recordLog } from '../support/record-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const studies = ['a', 'b', 'broken', 'c'].map((name) => {
  const folder = join(root, 'in', name);
  mkdirSync(folder, { recursive: true });
  const made = makeStudy(folder);
  if (name === 'broken') writeFileSync(made.petPath, 'no image\n');
  return { name, pet: made.petPath, ct: made.ctPath };
});
const model = join(root, 'model');
let options: { model: string; threads: number; tta: 'full' };

beforeAll(async () => {
  await makeModel(model);
  options = { model, threads: 1, tta: 'full' };
});

const run = (output: string, shard: string, retryFailed = false) =>
  runShard({ output, shard: parseShard(shard), retryFailed });
const table = (output: string, name: string) => readFileSync(join(output, name), 'utf8');

test('whatever the order and number of shards, the tables have the same bytes', async () => {
  const [apart, whole] = [join(root, 'apart'), join(root, 'whole')];
  const { log, warnings } = recordLog();
  const planned = await planCohort(studies, { ...options, output: apart, shards: 3, log });
  expect(planned).toMatchObject({ studies: 4, shards: 3, broken: ['broken'] });
  expect(warnings.join()).toContain('broken will fail in its run');
  await planCohort(studies, { ...options, output: whole, shards: 1 });

  expect(tellState(await collectCohort(apart))).toContain('to finish: --array=1-3');
  expect(await run(apart, '3/3')).toHaveLength(1);
  // 1,680 voxels each and none in the broken one: a | b | c, and that where least is.
  const error = await run(apart, '1/3').catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(StudiesError);
  expect(error).toMatchObject({ code: 'bad-input' });
  const { done, failed, missing } = await lookAtCohort(apart);
  const names = [done, failed, missing].map((of) => of.map(({ name }) => name));
  expect(names).toEqual([['a', 'c'], ['broken'], ['b']]);
  await run(apart, '2/3');
  await run(whole, '1/1').catch(() => undefined);

  for (const output of [apart, whole]) await collectCohort(output);
  expect(table(apart, 'lesions.csv')).toBe(table(whole, 'lesions.csv'));
  expect(table(apart, 'lesions-each.csv')).toBe(table(whole, 'lesions-each.csv'));
  const each = table(apart, 'lesions-each.csv').trim().split('\n');
  expect(each[0]).toMatch(/^study,number,region,side,organ,centre_x_mm,/);
  expect(each.slice(1).map((line) => line.split(',').slice(0, 2).join())).toEqual([
    'a,1',
    'b,1',
    'c,1',
  ]);
  const lines = table(apart, 'lesions.csv').trim().split('\n');
  expect(lines[0]).toBe('study,lesions,tmtv_ml,tlg,suv_max,error');
  // 27 voxels of 2 mm at SUV 9.
  expect(lines[1]).toMatch(/^a,1,0\.216\d*,1\.944\d*,9,$/);
  expect(lines[3]).toMatch(/^broken,,,,,.*not a MetaImage/);
  expect(table(apart, 'failed.csv')).toBe(table(whole, 'failed.csv'));
  expect(table(apart, 'index.html')).toBe(table(whole, 'index.html'));
  expect(table(apart, 'index.html')).toContain('src="studies/a/thumbnail.png"');
  expect(table(apart, 'index.html').match(/<td>(a|b|c|broken)<\/td>/g)).toEqual(
    ['broken', 'a', 'b', 'c'].map((name) => `<td>${name}</td>`),
  );
  expect(table(apart, 'failed.csv')).toMatch(/^study,code,error\nbroken,bad-input,/);
  expect(table(apart, 'runs.csv')).toMatch(/^a,1,[\d.]+,cpu,float32,1,\S+,$/m);

  const { pet } = makeStudy(join(root, 'in', 'a'));
  const mask = await readVolume(join(apart, 'studies', 'a', 'mask.mha'));
  expect(mask.data).toEqual(Uint8Array.from(pet.data, (suv) => (suv > 4 ? 1 : 0)));
  expect(readdirSync(join(apart, 'studies'))).toEqual(['a', 'b', 'c']);
  expect(readdirSync(join(apart, 'studies', 'a')).sort()).toEqual([
    'done.json',
    'mask.mha',
    'thumbnail.png',
  ]);
  expect(readdirSync(apart).sort()).toEqual([
    'failed',
    'failed.csv',
    'index.html',
    'lesions-each.csv',
    'lesions.csv',
    'plan',
    'runs.csv',
    'studies',
  ]);

  // What is done is not done again, nor what has failed; unless that is asked for.
  const done2 = join(apart, 'studies', 'a', 'done.json');
  const before = statSync(done2).mtimeMs;
  await expect(run(apart, '1/3')).rejects.toThrow(/broken: .*not a MetaImage/);
  cpSync(join(root, 'in', 'b', 'pet.mha'), join(root, 'in', 'broken', 'pet.mha'));
  await expect(run(apart, '1/3')).rejects.toThrow(/broken: .*not a MetaImage/);
  await run(apart, '1/3', true);
  expect(statSync(done2).mtimeMs).toBe(before);
  expect((await collectCohort(apart)).done).toHaveLength(4);
  expect(table(apart, 'failed.csv')).toBe('study,code,error\n');
});

test('files, weights and plan are those of the plan, or it says what is not', async () => {
  const output = join(root, 'frozen');
  const copy = join(root, 'copied');
  cpSync(join(root, 'in', 'a'), copy, { recursive: true });
  const study = { name: 'a', pet: join(copy, 'pet.mha'), ct: join(copy, 'ct.mha') };
  const weights = join(root, 'other-model');
  await makeModel(weights);
  const plan = (more: object = {}) =>
    planCohort([study], { ...options, model: weights, output, ...more });
  await plan();
  await plan();
  await expect(plan({ tta: 'none' })).rejects.toThrow('holds another plan');
  await expect(plan({ lesionLabel: ['lesion'] })).rejects.toThrow('holds another plan');
  await expect(plan({ suvThreshold: '41%' })).rejects.toThrow('holds another plan');
  await expect(run(output, '1/2')).rejects.toThrow('has 1 shards. Expected K/1');
  await expect(run(root, '1/1')).rejects.toThrow('holds no plan');
  expect(() => parseShard('0/1')).toThrow(UsageError);
  expect(() => parseShard('2/1')).toThrow(UsageError);

  // A copy has another time; that is no change.
  utimesSync(study.pet, 1, 1);
  const bytes = readFileSync(study.pet);
  writeFileSync(study.pet, Buffer.concat([bytes, Buffer.from([0])]));
  await expect(run(output, '1/1')).rejects.toThrow(/pet.mha changed after the plan was made/);
  writeFileSync(study.pet, bytes);
  await run(output, '1/1', true);

  await makeModel(weights, { folds: { 0: { ...suvOver4, bias: [-5] } } });
  await expect(run(output, '1/1')).rejects.toThrow(ModelError);
  const manifest = join(output, 'plan', 'manifest.tsv');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('\t1\t', '\t2\t'));
  await expect(run(output, '1/1')).rejects.toThrow(/manifest.tsv was changed/);
  // Another plan in its place: what was done with other weights is done again.
  await plan({ replace: true });
  await run(output, '1/1');
  expect(existsSync(join(output, 'failed', 'a.json'))).toBe(false);
  rmSync(join(output, 'studies'), { recursive: true });
  expect((await lookAtCohort(output)).missing).toHaveLength(1);
});
