import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError, UsageError } from '../../../src/errors.js';
import { readVolume } from '../../../src/image/read/read-volume.js';
import { measure } from '../../../src/segment/measure/measure.js';
import { makeStudy } from '../../support/make-study.js';
import { makeVolume } from '../../support/make-volume.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { writeMha } from '../../support/write-mha.js';

const root = temporaryFolder();
const study = makeStudy(root);
const images = { pet: study.petPath, ct: study.ctPath };
const mask = join(root, 'corrected.mha');
writeMha(mask, { ...study.pet, data: Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 3 : 0)) });

describe('measure', () => {
  test('gives numbers, table, labels and page of a mask that is there', async () => {
    const folder = join(root, 'out');
    const files = {
      report: join(folder, 'report.json'),
      lesions: join(folder, 'lesions.csv'),
      instances: join(folder, 'numbers.mha'),
      page: join(folder, 'page.html'),
    };
    const { lesions, inputCheck } = await measure({ ...images, mask, ...files });
    expect(lesions).toMatchObject({ count: 1, suvMax: 9, dmaxMm: 0 });
    expect(lesions.tmtvMl).toBeCloseTo(0.216, 12);
    expect(lesions.table[0]).toMatchObject({ number: 1, suvMean: 9, certainty: null });
    const report = JSON.parse(readFileSync(files.report, 'utf8'));
    expect(report).toMatchObject({ mask, input_check: inputCheck, lesions: { suv_max: 9 } });
    expect(report.lesions.table[0].volume_ml).toBe(lesions.tmtvMl);
    expect(readFileSync(files.lesions, 'utf8').trim().split('\n')).toHaveLength(2);
    const { data } = await readVolume(files.instances);
    expect(data).toEqual(Uint16Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0)));
    expect(readFileSync(files.page, 'utf8')).toContain('<dd>0.2 ml</dd>');
  });

  test('takes one label of several, and no lesion for none', async () => {
    expect((await measure({ ...images, mask, label: 3 })).lesions.count).toBe(1);
    const { lesions } = await measure({ ...images, mask, label: 1 });
    expect(lesions).toMatchObject({ count: 0, tmtvMl: 0, tlg: 0, suvMax: null, table: [] });
  });

  test('takes from lesions what a threshold asks, and says so; by a liver that is not there nothing', async () => {
    const graded = join(root, 'graded.mha');
    const suvs = study.pet.data.map((suv, i) => (suv > 4 ? 4 + (i % 3) : suv));
    writeMha(graded, { ...study.pet, data: suvs });
    const files = { report: join(root, 'refined.json'), instances: join(root, 'refined.mha') };
    const told = { ...images, pet: graded, mask, ...files };
    const { lesions } = await measure({ ...told, suvThreshold: '5' });
    const voxels = suvs.filter((suv) => suv >= 5).length;
    expect(lesions.tmtvMl).toBeCloseTo(voxels * 0.008, 12);
    const { refinement } = JSON.parse(readFileSync(files.report, 'utf8')).lesions;
    expect(refinement).toMatchObject({ suv_threshold: '5', suv: 5, lesions_gone: 0 });
    expect(refinement.ml_gone).toBeCloseTo((27 - voxels) * 0.008, 12);
    const { data } = await readVolume(files.instances);
    expect(Array.from(data, (n) => n > 0)).toEqual(Array.from(suvs, (suv) => suv >= 5));

    const byLiver = (await measure({ ...images, mask, suvThreshold: 'liver' })).lesions;
    expect(byLiver.refinement).toMatchObject({ suv: null, notApplied: 'no liver was found' });
    expect(byLiver.tmtvMl).toBeCloseTo(0.216, 12);
    const wrong = measure({ ...images, mask, suvThreshold: '141%' });
    await expect(wrong).rejects.toThrow(/suvThreshold/);
  });

  test('tells SUL and Dmax by height of a patient who is known', async () => {
    const two = join(root, 'two.mha');
    const data = Uint8Array.from(study.pet.data, (suv, i) => (suv > 4 || i === 1400 ? 1 : 0));
    writeMha(two, { ...study.pet, data });
    const report = join(root, 'lean.json');
    const page = join(root, 'lean.html');
    const told = { ...images, mask: two, report, page, height: 180 } as const;
    const tall = (await measure(told)).lesions;
    expect(tall).toMatchObject({ count: 2, sulMax: null, sulPeak: null });
    expect(tall.dmaxPerHeight).toBeCloseTo(tall.dmaxMm! / 1800, 12);
    const { lesions, patient } = await measure({ ...told, weight: 80, sex: 'male' });
    expect(patient).toEqual({ weightKg: 80, heightCm: 180, sex: 'male' });
    // Of 80 kg 61.731 are lean: 9270 × 80 / (6680 + 216 × 24.691358).
    expect(lesions.sulMax! / 9).toBeCloseTo(0.771643, 6);
    const { table, ...found } = JSON.parse(readFileSync(report, 'utf8')).lesions;
    expect(found).toMatchObject({ sul_max: lesions.sulMax, dmax_per_height: tall.dmaxPerHeight });
    const [{ sul_max, sul_mean, sul_peak, suv_peak }] = table;
    expect([sul_max, sul_mean]).toEqual([lesions.sulMax, lesions.sulMax]);
    expect(sul_peak / suv_peak).toBeCloseTo(0.771643, 6);
    expect(readFileSync(page, 'utf8')).toContain('<th scope="col">SULpeak');
    const sexAlone = measure({ ...images, mask: two, sex: 'male' });
    await expect(sexAlone).rejects.toThrow('height: is missing');
    const inMetres = measure({ ...images, mask: two, height: 1.8 });
    await expect(inMetres).rejects.toThrow('expected a number from 50 to 250 (cm)');
  });

  test('refuses a mask on another grid, and writes nothing then', async () => {
    const moved = join(root, 'moved.mha');
    writeMha(moved, { ...study.pet, origin: [1, 0, 0], data: new Uint8Array(1680) });
    const lesions = join(root, 'none.csv');
    await expect(measure({ ...images, mask: moved, lesions })).rejects.toThrow(InputError);
    expect(existsSync(lesions)).toBe(false);
  });

  test('never writes over the mask', async () => {
    await expect(measure({ ...images, mask, instances: mask })).rejects.toThrow(UsageError);
  });
});

describe('measure with a map of organs', () => {
  // 4 mm: a liver to the patient's right, a blood pool in the middle, a lesion on the left, each of one SUV.
  const grid = { size: [40, 20, 20], spacing: [4, 4, 4], origin: [-78, -38, -38] } as const;
  const labels = new Uint8Array(16000);
  const pet = makeVolume({ ...grid });
  for (let i = 0; i < labels.length; i++) {
    const [x, y, z] = [i % 40, Math.floor(i / 40) % 20, Math.floor(i / 800)];
    const within = (from: number, to: number) =>
      x >= from && x < to && y >= 3 && y < 17 && z >= 3 && z < 17;
    labels[i] = within(1, 27) ? 5 : within(28, 35) ? 7 : within(37, 39) && y < 6 && z < 6 ? 1 : 0;
    pet.data[i] = { 0: 0.5, 1: 5, 5: 2, 7: 1.5 }[labels[i]!]!;
  }
  const files = { pet: join(root, 'suv.mha'), ct: join(root, 'hu.mha') };
  const organs = join(root, 'organ-map.mha');
  const organNames = join(root, 'dataset.json');
  const lesion = { ...files, mask: organs, label: 1, acceptInput: true };
  const measured = (more: object = {}) => measure({ ...lesion, organs, organNames, ...more });
  beforeAll(() => {
    writeMha(files.pet, pet);
    writeMha(files.ct, { ...pet, data: Int16Array.from(labels, () => 40) });
    writeMha(organs, { ...pet, data: labels });
    const names = { background: 0, tumor: 1, liver: 5, blood_pool: 7 };
    writeFileSync(organNames, JSON.stringify({ labels: names }));
  });

  test('finds liver and blood pool in it, and scores lesions by them', async () => {
    const report = join(root, 'organs.json');
    const { lesions, references } = await measured({ report });
    expect(references.liver.region).toMatchObject({ suvMean: 2, suvMax: 2 });
    expect(references.bloodPool.region).toMatchObject({ suvMean: 1.5, suvMax: 1.5 });
    expect(lesions.table).toMatchObject([{ suvMax: 5, deauville: 5, organ: null }]);
    const told = JSON.parse(readFileSync(report, 'utf8'));
    expect(told).toMatchObject({ organs, references: { percist_suv_peak: 3 } });
    const without = await measure(lesion);
    expect(without).toMatchObject({ organs: null, lesions: { table: [{ deauville: null }] } });
  });

  test('by lean body mass too', async () => {
    const report = join(root, 'lean-organs.json');
    await measured({ report, weight: 80, height: 180, sex: 'male' });
    const { references } = JSON.parse(readFileSync(report, 'utf8'));
    expect(references.percist_sul_peak).toBeCloseTo(3 * 0.771643, 5);
    expect(references.liver.sul_mean).toBeCloseTo(2 * 0.771643, 5);
    expect(references.blood_pool).toMatchObject({ sul_sd: 0 });
    expect(references.blood_pool.sul_max).toBeCloseTo(1.5 * 0.771643, 5);
  });

  test('tells no number that docs/results.md does not define', async () => {
    const report = join(root, 'defined.json');
    await measured({ report, suvThreshold: '1', weight: 80, height: 180, sex: 'male' });
    const { lesions, references, patient } = JSON.parse(readFileSync(report, 'utf8'));
    const { table, refinement, ...all } = lesions;
    const told = [all, refinement, table[0], references, references.liver, patient];
    const names = new Set(told.flatMap(Object.keys));
    expect(names.size).toBeGreaterThanOrEqual(45);
    const docs = readFileSync(
      fileURLToPath(new URL('../../../docs/results.md', import.meta.url)),
      'utf8',
    );
    expect([...names].filter((name) => !docs.includes(`\`${name}\``))).toEqual([]);
  });

  test('refuses names without a map, and never writes over either', async () => {
    const alone = measure({ ...lesion, organNames });
    await expect(alone).rejects.toThrow('organNames: names labels of an organ map');
    await expect(measured({ report: organNames })).rejects.toThrow(UsageError);
  });
});
