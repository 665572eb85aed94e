import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVolume } from '../../src/image/read/read-volume.js';
import { exitCodeOf } from '../../src/process/exit-codes.js';
import { measure } from '../../src/segment/measure/measure.js';
import type { SegmentOptions } from '../../src/segment/options/segment-options.js';
import { segment } from '../../src/segment/segment.js';
import { configuration, dataset, makeModel, plans, suvOver4 } from '../support/make-model.js';
import { makeStudy } from '../support/make-study.js';
import { makeVolume } from '../support/make-volume.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { writeMha } from '../support/write-mha.js';

const root = temporaryFolder();
const study = makeStudy(root);
const expected = Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 1 : 0));
let made = 0;
let model = '';

beforeAll(async () => {
  model = await makeModel(join(root, 'model'));
});

/** Of a PET that is decay-corrected to the injection. */
const sidecar = {
  Units: 'kBq/mL',
  TracerRadionuclide: 'F18',
  InjectedRadioactivity: 350,
  InjectedRadioactivityUnits: 'MBq',
  BodyWeight: 70,
  InjectionStart: -3600,
  ScanStart: 0,
  ImageDecayCorrected: true,
  ImageDecayCorrectionTime: -3600,
};

function optionsFor(changed: Partial<SegmentOptions> = {}): SegmentOptions {
  made += 1;
  return {
    pet: study.petPath,
    ct: study.ctPath,
    output: join(root, `out${made}`, 'mask.mha'),
    model,
    device: 'cpu',
    tta: 'full',
    threads: 1,
    ...changed,
  };
}

describe('one study', () => {
  test('the mask is what the network says, on the grid of the PET', async () => {
    const options = optionsFor();
    await segment(options);
    const mask = await readVolume(options.output);
    expect(mask).toEqual({ ...study.pet, data: expected });
  });

  test('a PET alone is enough for a model that takes no more', async () => {
    const petModel = await makeModel(join(root, 'pet-model'), {
      dataset: { ...dataset, channel_names: { 0: 'SUVbw' } },
      plans: {
        ...plans,
        configurations: {
          '3d_fullres': { ...configuration, normalization_schemes: ['NoNormalization'] },
        },
      },
      folds: { 0: { ...suvOver4, weights: [[1]] } },
    });
    const options = optionsFor({ model: petModel, ct: null, tta: 'auto' });
    expect(await segment(options)).toMatchObject({ ct: null, lesions: { count: 1 } });
    expect((await readVolume(options.output)).data).toEqual(expected);
    const withCt = optionsFor({ model: petModel, tta: 'auto' });
    expect(await segment(withCt)).toMatchObject({ ct: study.ctPath });
    expect(readFileSync(withCt.output)).toEqual(readFileSync(options.output));
  });

  test.each(['.nii.gz', '.nrrd'])('mask and probability as %s', async (ending) => {
    const output = join(root, `as${ending}`, `mask${ending}`);
    const probabilities = join(root, `as${ending}`, `probability${ending}`);
    await segment(optionsFor({ output, probabilities }));
    expect(await readVolume(output)).toEqual({ ...study.pet, data: expected });
    const { data } = await readVolume(probabilities);
    expect(data).toBeInstanceOf(Float32Array);
    expect(data.map((value) => Number(value > 0.5))).toEqual(Float32Array.from(expected));
    expect(readdirSync(join(root, `as${ending}`)).sort()).toEqual([
      `mask${ending}`,
      `probability${ending}`,
    ]);
  });

  test('its lesions as a table, numbered, and in the report', async () => {
    const folder = join(root, 'told');
    const lesions = join(folder, 'lesions.csv');
    const instances = join(folder, 'instances.nii.gz');
    const report = join(folder, 'report.json');
    const result = await segment(optionsFor({ lesions, instances, report }));
    expect(await readVolume(instances)).toEqual({ ...study.pet, data: Uint16Array.from(expected) });
    const place = { index: [4, 5, 9], world: [8, 10, 18] };
    const hottest = { index: [3, 4, 8], world: [6, 8, 16] };
    expect(result.lesions.table).toEqual([
      {
        number: 1,
        // Of so small a body nothing is told.
        region: null,
        side: null,
        organ: null,
        centre: place,
        volumeMl: expect.closeTo(0.216, 12),
        suvMax: 9,
        suvMaxPlace: hottest,
        suvMean: 9,
        suvPeak: expect.any(Number),
        sulMax: null,
        sulMean: null,
        sulPeak: null,
        tlg: expect.closeTo(9 * 0.216, 12),
        // From an edge's middle face to that of the opposite edge.
        longestDiameterMm: Math.sqrt(4 ** 2 + 4 ** 2 + 6 ** 2),
        nearestMm: null,
        // The network's only logit is SUV - 4.
        certainty: expect.closeTo(1 / (1 + Math.exp(-5)), 6),
        // The model says nothing of what that is worth.
        confidence: null,
        // There is no liver that PERCIST could be told by.
        isMeasurable: null,
        deauville: null,
      },
    ]);
    const told = JSON.parse(readFileSync(report, 'utf8')).lesions;
    expect(told).toMatchObject({ count: 1, dmax_mm: 0, suv_peak: result.lesions.suvPeak });
    expect(told.table).toHaveLength(1);
    expect(told.table[0]).toMatchObject({ number: 1, centre_mm: [8, 10, 18], nearest_mm: null });
    const [header, line, ...others] = readFileSync(lesions, 'utf8').trim().split('\n');
    expect(others).toEqual([]);
    const cells = Object.fromEntries(
      header!.split(',').map((name, i) => [name, line!.split(',')[i]!]),
    );
    expect(cells).toMatchObject({ number: '1', centre_x_mm: '8', centre_slice: '9', suv_max: '9' });
    expect(cells).toMatchObject({ suv_max_row: '4', suv_max_z_mm: '16', nearest_mm: '' });
    expect(Number(cells.volume_ml)).toBe(told.table[0].volume_ml);
  });

  test('an odd geometry comes back as it was, to 12 digits', async () => {
    const odd = makeStudy(root, {
      spacing: [2.03642010688782, 2.03642010688782, 3.00000000001],
      origin: [-123.456789012345, 77.1, -900.123456789],
      direction: [0, 0, 1, -1, 0, 0, 0, -1, 0],
    });
    const options = optionsFor();
    await segment(options);
    const mask = await readVolume(options.output);
    for (const key of ['spacing', 'origin', 'direction'] as const) {
      mask[key].forEach((value, i) => {
        expect(Math.abs(value - odd.pet[key][i]!)).toBeLessThan(1e-9);
      });
    }
    expect(mask.size).toEqual(odd.pet.size);
    makeStudy(root);
  });

  test('the report says what was done and found', async () => {
    const report = await segment(optionsFor());
    expect(report).toMatchObject({
      model: { configuration: '3d_fullres', folds: ['0'] },
      device: 'cpu',
      threads: 1,
      sessions: 1,
      tiles: { run: 2 * 2 * 3, skipped: 0 },
      passes: { done: [{ fold: '0', mirrorAxes: [] }], planned: 1 },
      lesions: { count: 1, tlg: expect.closeTo(9 * 0.216, 9), suvMax: 9 },
    });
    expect(report.lesions.tmtvMl).toBeCloseTo(27 * 0.008, 12);
    expect(report.model.sha256['0']).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(report.seconds)).toEqual(
      expect.arrayContaining(['read', 'preprocess', 'network', 'postprocess', 'write', 'total']),
    );
    expect(report.peakRssMb).toBeGreaterThan(20);
  });

  describe('a PET in kBq/ml', () => {
    const folder = join(root, 'activity');
    const pet = join(folder, 'pet.mha');
    const suv = {
      unit: 'kBq/ml',
      factor: 0.2,
      weight_kg: 70,
      dose_mbq: 350,
      nuclide: 'F-18',
      half_life_s: 6586.2,
      decay_s: 0,
    };

    beforeAll(() => {
      mkdirSync(folder);
      writeMha(pet, { ...study.pet, data: study.pet.data.map((value) => value * 5) });
    });

    afterEach(() => rmSync(join(folder, 'pet.json'), { force: true }));

    const suvOf = async (options: SegmentOptions) => {
      const report = join(folder, 'report.json');
      const result = await segment({ ...options, report });
      expect((await readVolume(options.output)).data).toEqual(expected);
      expect(result.lesions.suvMax).toBeCloseTo(9, 5);
      return JSON.parse(readFileSync(report, 'utf8')).suv;
    };

    test('gives the mask of the same in SUV by options', async () => {
      const said = { weight: 70, dose: 350, decayCorrection: 'admin' } as const;
      const { from, ...found } = await suvOf(optionsFor({ pet, petUnit: 'kbqml', ...said }));
      expect(found).toEqual({ ...suv, uptake_s: null });
      expect(from).toEqual({
        unit: 'option',
        weight: 'option',
        dose: 'option',
        times: 'option',
        nuclide: 'usual',
      });
    });

    test('and by a sidecar, which no report may replace', async () => {
      writeFileSync(join(folder, 'pet.json'), JSON.stringify(sidecar));
      const { from, ...found } = await suvOf(optionsFor({ pet }));
      expect(found).toEqual({ ...suv, uptake_s: 3600 });
      expect(from).toEqual(Object.fromEntries(Object.keys(from).map((name) => [name, 'sidecar'])));
      const onto = optionsFor({ pet, report: join(folder, 'pet.json') });
      await expect(segment(onto)).rejects.toThrow(/pet\.json/);
      expect(JSON.parse(readFileSync(join(folder, 'pet.json'), 'utf8'))).toEqual(sidecar);
    });

    test('is refused by a model that depends on SUV where the sidecar lacks something', async () => {
      const { InjectedRadioactivity, ...rest } = sidecar;
      writeFileSync(join(folder, 'pet.json'), JSON.stringify(rest));
      await expect(segment(optionsFor({ pet }))).rejects.toThrow(
        /pet\.json says that it is in kBq\/ml, but the injected activity .* is missing/,
      );
      const { inputCheck } = await segment(optionsFor({ pet, acceptInput: true }));
      expect(inputCheck).toMatchObject({ verdict: 'refuse', findings: [{ code: 'pet-unit' }, {}] });
      expect(await suvOf(optionsFor({ pet, dose: 350 }))).toMatchObject({ factor: 0.2 });
    });
  });

  test('two runs give the same bytes', async () => {
    const [first, second] = [optionsFor({ threads: 2 }), optionsFor({ threads: 2 })];
    await segment(first);
    await segment(second);
    expect(readFileSync(second.output)).toEqual(readFileSync(first.output));
  });

  test('sessions side by side give the same bytes as one alone', async () => {
    const probabilities = ['alone', 'beside'].map((name) => join(root, `${name}.mha`));
    const kit = fileURLToPath(new URL('../parity/kits/plain', import.meta.url));
    const [pet, ct] = [join(kit, 'pet.mha'), join(kit, 'ct.mha')];
    const sessions: number[] = [];
    for (const [i, path] of probabilities.entries()) {
      const options = { pet, ct, model: join(kit, 'model'), probabilities: path, threads: 1 + i };
      sessions.push((await segment(optionsFor(options))).sessions);
    }
    expect(sessions).toEqual([1, 2]);
    const [alone, beside] = probabilities.map((path) => readFileSync(path));
    expect(beside!.equals(alone!)).toBe(true);
  });

  test('mirrors, folds and their mean', async () => {
    const two = await makeModel(join(root, 'two'), {
      modelJson: { mirror_axes: [0, 1, 2] },
      // Their mean is SUV - 4, though neither is.
      folds: { 0: { ...suvOver4, bias: [-1] }, 1: { ...suvOver4, bias: [-7] } },
    });
    const options = optionsFor({ model: two });
    const report = await segment(options);
    expect(report.passes.done).toHaveLength(16);
    expect((await readVolume(options.output)).data).toEqual(expected);
  });

  test('probabilities are the sigmoid of the logit', async () => {
    const probabilities = join(root, 'probability.mha');
    await segment(optionsFor({ probabilities }));
    const { data } = await readVolume(probabilities);
    data.forEach((p, i) => {
      expect(Math.abs(p - 1 / (1 + Math.exp(4 - study.pet.data[i]!)))).toBeLessThan(1e-6);
    });
  });

  describe('a model of several labels', () => {
    /** Label 1 (body) where SUV is over 0.5, label 2 (tumor) over 4. */
    const labelled = (modelJson: Record<string, unknown> = {}) =>
      makeModel(join(root, `labels${++made}`), {
        dataset: { ...dataset, labels: { background: 0, body: 1, tumor: 2 } },
        modelJson,
        folds: {
          0: {
            weights: [
              [0, 0],
              [0, 1],
              [0, 2],
            ],
            bias: [0, -0.5, -4.5],
            patchSize: [8, 8, 8],
          },
        },
      });
    const all = Uint8Array.from(study.pet.data, (suv) => (suv > 4 ? 2 : suv > 0.5 ? 1 : 0));
    const lesion = all.map((label) => (label === 2 ? 1 : 0));
    const maskOf = async (path: string) => (await readVolume(path)).data;

    test('measures the lesion that a name tells, and writes all labels', async () => {
      const options = optionsFor({ model: await labelled() });
      const beside = (name: string) => options.output.replace('mask', name);
      const files = { lesionMask: beside('lesions'), organs: beside('organs') };
      const result = await segment({ ...options, ...files });
      expect(result).toMatchObject({ model: { lesions: ['tumor'] }, lesions: { count: 1 } });
      expect(result.lesions.tmtvMl).toBeCloseTo(27 * 0.008, 12);
      expect(result.lesions.table[0]!.organ).toBe('body');
      expect(await maskOf(options.output)).toEqual(all);
      expect(await maskOf(files.lesionMask)).toEqual(lesion);
      expect(await maskOf(files.organs)).toEqual(all.map((label) => (label === 1 ? 1 : 0)));
      const names = JSON.parse(readFileSync(files.organs.replace('.mha', '.json'), 'utf8'));
      expect(names).toEqual({ 1: 'body' });
      // What was written is taken back.
      const { pet, ct } = options;
      const again = await measure({ pet, ct, mask: files.lesionMask, organs: files.organs });
      expect(again.organs).toBe(files.organs);
      expect(again.lesions.table.map(({ organ }) => organ)).toEqual(['body']);
    });

    test('a threshold takes from lesions alone, before they are written', async () => {
      const options = optionsFor({ model: await labelled(), suvThreshold: '10' });
      const { lesions } = await segment(options);
      expect(lesions).toMatchObject({ count: 0, refinement: { suv: 10, lesionsGone: 1 } });
      expect(await maskOf(options.output)).toEqual(all.map((label) => (label === 1 ? 1 : 0)));
    });

    test('floor and volume drop lesions alone', async () => {
      const model = await labelled({ suv_floor: 10 });
      const options = optionsFor({ model });
      expect((await segment(options)).lesions.count).toBe(0);
      expect(await maskOf(options.output)).toEqual(all.map((label) => (label === 1 ? 1 : 0)));
    });

    test.each<[string, Partial<SegmentOptions>, Record<string, unknown>]>([
      ['the user', { lesionLabel: ['Tumor'] }, {}],
      ['model.json', {}, { lesion_label: 2 }],
    ])('a lesion that %s chose is alone in the mask', async (_, option, json) => {
      const model = await labelled(json);
      const options = optionsFor({ model, ...option });
      const probabilities = options.output.replace('mask', 'probability');
      await segment({ ...options, probabilities });
      expect(await maskOf(options.output)).toEqual(lesion);
      const probability = await maskOf(probabilities);
      const expected = study.pet.data.map(
        (suv) => 1 / (Math.exp(4.5 - 2 * suv) + Math.exp(4 - suv) + 1),
      );
      const errors = expected.map((p, i) => Math.abs(p - probability[i]!));
      expect(Math.max(...errors)).toBeLessThan(1e-6);
    });

    test('another lesion than the last label has its own probability', async () => {
      const options = optionsFor({ model: await labelled(), lesionLabel: ['body'] });
      const probabilities = options.output.replace('mask', 'probability');
      expect((await segment({ ...options, probabilities })).model.lesions).toEqual(['body']);
      const atLesion = study.pet.data.indexOf(9);
      const expected = 1 / (Math.exp(-8.5) + 1 + Math.exp(5));
      expect((await maskOf(probabilities))[atLesion]).toBeCloseTo(expected, 6);
    });
  });

  describe('with a second output that tells organs', () => {
    // Class 2 where the mean SUV of 2 x 2 x 2 voxels is above 0.5.
    const organs = {
      weights: [
        [0, 0],
        [0, 0],
        [0, 1],
      ],
      bias: [0, -9, -0.5],
    };
    const withOrgans = (name: string, classes: (string | null)[]) =>
      makeModel(join(root, name), {
        modelJson: { organs: classes },
        folds: { 0: { ...suvOver4, organs } },
      });

    test.each(['float32', 'float16'] as const)(
      'an organ map is written, and lesions know theirs (%s)',
      async (precision) => {
        const model = await withOrgans('organs', [null, null, 'liver']);
        const options = { ...optionsFor({ model }), stepSize: 1, precision };
        const organFile = options.output.replace('mask', 'organs');
        const { lesions, references } = await segment({ ...options, organs: organFile });
        expect(lesions.table.map(({ organ }) => organ)).toEqual(['liver']);
        // Looked for by PET and CT, not in the map.
        expect(references.liver.notFound).toBe('the CT shows no body');
        expect((await readVolume(options.output)).data).toEqual(expected);
        const { data } = await readVolume(organFile);
        const names = JSON.parse(readFileSync(organFile.replace('.mha', '.json'), 'utf8'));
        expect(names).toEqual({ 2: 'liver' });
        const [width, height, depth] = study.pet.size;
        const suv = (x: number, y: number, z: number): number =>
          study.pet.data[(z * height + y) * width + x]!;
        const found: number[] = [];
        for (let z = 0; z < depth; z++) {
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const [a, b, c] = [x - (x % 2), y - (y % 2), z - (z % 2)];
              const near = [0, 1].flatMap((i) =>
                [0, 1].flatMap((j) => [0, 1].map((k) => suv(a + i, b + j, c + k))),
              );
              const mean = near.reduce((sum, value) => sum + value, 0) / 8;
              found.push(mean > 0.5 && suv(x, y, z) < 4 ? 2 : 0);
            }
          }
        }
        expect([...data]).toEqual(found);
      },
    );

    test.each([
      ['more classes than there are', [null, null, 'liver', 'brain'], /names 4 classes/],
      [
        'the value of a lesion',
        [null, 'liver', null],
        /class 1, which dataset.json has as a label/,
      ],
    ] as const)('%s are refused', async (name, classes, message) => {
      const model = await withOrgans(name, [...classes]);
      await expect(segment(optionsFor({ model }))).rejects.toThrow(message);
    });

    test('of a network without it none can be named', async () => {
      const modelJson = { organs: [null, null, 'liver'] };
      const model = await makeModel(join(root, 'without-organs'), { modelJson });
      await expect(segment(optionsFor({ model }))).rejects.toThrow(/has no such output/);
    });
  });

  test('organs of a model that has none are refused', async () => {
    const options = optionsFor();
    const organs = options.output.replace('mask', 'organs');
    await expect(segment({ ...options, organs })).rejects.toThrow(/no labels but lesions/);
  });

  test('an SUV floor and a minimum lesion volume', async () => {
    const lower = { ...suvOver4, bias: [-0.5] };
    const floor = await makeModel(join(root, 'floor'), {
      folds: { 0: lower },
      modelJson: { suv_floor: 5 },
    });
    const options = optionsFor({ model: floor });
    await segment(options);
    expect((await readVolume(options.output)).data).toEqual(expected);

    const minimum = await makeModel(join(root, 'minimum'), {
      modelJson: { minimum_lesion_volume_ml: 0.217 },
    });
    const other = optionsFor({ model: minimum });
    expect((await segment(other)).lesions.count).toBe(0);
    expect(new Set((await readVolume(other.output)).data)).toEqual(new Set([0]));
  });

  test('lesions of which the network is not sure enough are dropped', async () => {
    const dropping = async (name: string, probability: number) => {
      const modelJson = { lesion_certainty: [{ from_ml: 0, probability }] };
      const options = optionsFor({ model: await makeModel(join(root, name), { modelJson }) });
      const { lesions } = await segment(options);
      return { ...lesions, mask: (await readVolume(options.output)).data };
    };
    const suvMax = Math.max(...study.pet.data);
    const surest = 1 / (1 + Math.exp(4 - suvMax));
    const kept = { count: 1, dropped: 0, mask: expected };
    expect(await dropping('sure', surest - 1e-6)).toMatchObject(kept);
    const none = { count: 0, dropped: 1, suvMax: null, mask: new Uint8Array(expected.length) };
    expect(await dropping('unsure', surest + 1e-6)).toMatchObject(none);
  });

  test('a model that wants LPS sees a study stored otherwise the right way round', async () => {
    const flipped = { direction: [-1, 0, 0, 0, -1, 0, 0, 0, -1] as const };
    const stored = makeStudy(root, flipped);
    const options = optionsFor({
      model: await makeModel(join(root, 'lps'), { modelJson: { orientation: 'LPS' } }),
    });
    await segment(options);
    const mask = await readVolume(options.output);
    expect(mask.data).toEqual(expected);
    expect(mask.direction).toEqual(stored.pet.direction);
    makeStudy(root);
  });

  test('a resampling, cropping, transposing model', async () => {
    const coarse = await makeModel(join(root, 'coarse'), {
      plans: {
        ...plans,
        transpose_forward: [1, 2, 0],
        transpose_backward: [2, 0, 1],
        configurations: { '3d_fullres': { ...configuration, spacing: [1, 2, 2] } },
      },
    });
    const options = optionsFor({ model: coarse });
    await segment(options);
    const { data } = await readVolume(options.output);
    const common = data.filter((label, i) => label === 1 && expected[i] === 1).length;
    const total = data.filter((label) => label === 1).length;
    // Cubic resampling to half the spacing and back moves the edge by a fraction of a voxel.
    expect((2 * common) / (total + 27)).toBeGreaterThan(0.9);
  });

  test('auto skips tiles of air and calls them background', async () => {
    const always = await makeModel(join(root, 'always'), {
      folds: { 0: { ...suvOver4, weights: [[0, 0]], bias: [1] } },
    });
    const size = [40, 8, 8] as const;
    const pet = makeVolume({ size, data: new Float32Array(2560).fill(0.1) });
    const ct = makeVolume<Int16Array>({ size, data: new Int16Array(2560).fill(-1000) });
    pet.data[0] = 5;
    writeMha(join(root, 'air-pet.mha'), pet);
    writeMha(join(root, 'air-ct.mha'), ct);
    const options = optionsFor({
      pet: join(root, 'air-pet.mha'),
      ct: join(root, 'air-ct.mha'),
      model: always,
      tta: 'auto',
    });
    const report = await segment(options);
    expect(report.tiles).toEqual({ run: 1, skipped: 8 });
    const { data } = await readVolume(options.output);
    expect([data[0], data[39]]).toEqual([1, 0]);
  });
});

describe('failures leave nothing behind', () => {
  const size = [4, 4, 4] as const;
  const write = (name: string, value: number, header = {}): string => {
    const path = join(root, `${name}.mha`);
    writeMha(path, makeVolume({ size, data: new Float32Array(64).fill(value) }), header);
    return path;
  };
  const withPlans = (changed: Record<string, unknown>) =>
    makeModel(join(root, `refused${++made}`), {
      plans: { ...plans, configurations: { '3d_fullres': { ...configuration, ...changed } } },
    });
  const cut = (): string => {
    const path = write('cut', 1);
    writeFileSync(path, readFileSync(path).subarray(0, 300));
    return path;
  };

  test.each<[string, () => Promise<Partial<SegmentOptions>>, number, RegExp]>([
    [
      'no such file',
      async () => ({ pet: '/nowhere/pet.mha' }),
      2,
      /pet\.mha cannot be read .*does not exist/,
    ],
    ['another format', async () => ({ ct: '/nowhere/ct.dcm' }), 2, /Expected a file ending in/],
    ['a truncated image', async () => ({ pet: cut() }), 2, /truncated/],
    ['a NaN', async () => ({ pet: write('nan', Number.NaN) }), 2, /NaN or infinite/],
    ['an empty PET', async () => ({ pet: write('empty', 0) }), 2, /is empty/],
    ['no CT for a model that takes one', async () => ({ ct: null }), 2, /takes CT and PET .*--ct/],
    [
      'clicks of an unknown kind',
      async () => ({
        model: await makeModel(join(root, `refused${++made}`), {
          dataset: { ...dataset, channel_names: { 0: 'CT', 1: 'PET', 2: 'FG' } },
          folds: { 0: { ...suvOver4, weights: [[0, 1, 0]] } },
        }),
      }),
      3,
      /The model takes clicks, but nothing tells how they become channels/,
    ],
    [
      'images apart',
      async () => ({ ct: write('apart', 0, { Offset: '900 0 0' }) }),
      2,
      /do not overlap/,
    ],
    [
      'a mask that is no image',
      async () => ({ output: join(root, 'm.png') }),
      2,
      /\.mha, \.nii\.gz/,
    ],
    [
      'a patch that fits into no memory',
      async () => ({ model: await withPlans({ patch_size: [99_999, 99_999, 99_999] }) }),
      4,
      /does not fit into memory/,
    ],
    [
      'the same, when it is the image that promises too much',
      async () => ({
        model: await withPlans({ patch_size: [99_999, 99_999, 99_999] }),
        pet: write('lies', 1, { DimSize: '4 4 5' }),
      }),
      2,
      /is truncated: the header promises 320 bytes/,
    ],
    ['a folder that is no model', async () => ({ model: root }), 3, /is not a model folder/],
    ['no such fold', async () => ({ folds: ['7'] }), 3, /Fold 7 is not in/],
    [
      'a normalisation of its own',
      async () => ({ model: await withPlans({ normalization_schemes: ['A', 'B'] }) }),
      3,
      /normalisation "A"/,
    ],
    [
      'statistics that are missing',
      async () => ({
        model: await withPlans({ normalization_schemes: ['CTNormalization', 'NoNormalization'] }),
      }),
      3,
      /lacks intensity statistics for channel 0 \(CT\)/,
    ],
    [
      'weights for another patch',
      async () => ({ model: await withPlans({ patch_size: [16, 8, 8] }) }),
      3,
      /takes 1 x 2 x 8 x 8 x 8 .* ask for 1 x 2 x 16 x 8 x 8/,
    ],
    [
      'weights for other labels',
      async () => ({
        model: await makeModel(join(root, 'heads'), {
          dataset: { ...dataset, labels: { background: 0, a: 1, b: 2 } },
        }),
      }),
      3,
      /has 1 output channel\(s\), but dataset\.json declares 3 labels/,
    ],
    [
      'logits that are NaN',
      async () => ({
        model: await makeModel(join(root, 'nan'), {
          folds: { 0: { ...suvOver4, bias: [Number.NaN] } },
        }),
      }),
      3,
      /NaN or infinite logits/,
    ],
    ['a device that is not there', async () => ({ device: 'cuda' }), 3, /"cuda" cannot be used/],
  ])('%s', async (_, change, code, message) => {
    const options = optionsFor(await change());
    const error: unknown = await segment(options).catch((e: unknown) => e);
    expect((error as Error).message).toMatch(message);
    expect(exitCodeOf(error)).toBe(code);
    const folder = join(options.output, '..');
    const left = existsSync(folder)
      ? readdirSync(folder).filter((f) => f.endsWith('mask.mha'))
      : [];
    expect(left).toEqual([]);
  });
});
