import fc from 'fast-check';
import { OptionError } from '../../../src/errors.js';
import { bundledModel } from '../../../src/nnunet/model/bundled-model.js';
import { availableThreads } from '../../../src/process/available-threads.js';
import { normaliseOptions } from '../../../src/segment/options/normalise-options.js';
import {
  folderSchema,
  segmenterSchema,
  segmentSchema,
} from '../../../src/segment/options/options-schema.js';
import { nothingSaid } from '../../support/nothing-said.js';
import { recordLog } from '../../support/record-log.js';

const paths = { pet: 'pet.mha', ct: 'ct.mha', output: 'mask.mha' };

function complaintOf(given: unknown): string {
  try {
    normaliseOptions(segmentSchema, given);
  } catch (error) {
    expect(error).toBeInstanceOf(OptionError);
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

test('whatever is left out, or null, has its default', () => {
  const expected = {
    ...paths,
    model: bundledModel,
    device: 'auto',
    precision: 'auto',
    tta: 'auto',
    folds: 'auto',
    stepSize: 0.5,
    suvThreshold: null,
    timeLimit: null,
    threads: availableThreads(),
    probabilities: null,
    configuration: null,
    lesionLabel: null,
    lesionMask: null,
    organs: null,
    report: null,
    lesions: null,
    instances: null,
    page: null,
    thumbnail: null,
    clicks: null,
    obeyClicks: false,
    state: [],
    acceptInput: false,
    ...nothingSaid,
    height: null,
    sex: null,
    signal: null,
    log: expect.objectContaining({ info: expect.any(Function), warn: expect.any(Function) }),
    onProgress: expect.any(Function),
  };
  const options = normaliseOptions(segmentSchema, paths);
  expect(options).toEqual(expected);
  const names = Object.keys(expected).filter((name) => !(name in paths));
  const nulls = Object.fromEntries(names.map((name) => [name, null]));
  expect(normaliseOptions(segmentSchema, { ...paths, ...nulls })).toEqual(expected);
  expect(normaliseOptions(segmenterSchema, {}).model).toBe(bundledModel);
  expect(normaliseOptions(folderSchema, { output: 'masks' }).overwrite).toBe(false);
});

test('whatever is given is kept', () => {
  const { log } = recordLog();
  const given = {
    ...paths,
    model: 'model',
    device: 'webgpu',
    precision: 'float16',
    tta: 'none',
    folds: ['0', '3', 'all'],
    stepSize: 0.1,
    timeLimit: 0.5,
    suvThreshold: '41%',
    threads: 2 * availableThreads(),
    probabilities: 'p.mha',
    configuration: '3d_fullres',
    lesionLabel: ['tumor', 3],
    lesionMask: 'l.mha',
    organs: 'o.mha',
    report: 'r.json',
    lesions: 'l.csv',
    instances: 'i.mha',
    page: 'p.html',
    thumbnail: 't.png',
    clicks: 'c.json',
    obeyClicks: true,
    state: ['kept'],
    acceptInput: true,
    petUnit: 'kbqml',
    weight: 71.5,
    height: 172,
    sex: 'female',
    dose: 388.8,
    injectionTime: '103500.00',
    scanTime: '2000-09-07T11:20:11',
    nuclide: 'Ga-68',
    decayCorrection: 'admin',
    signal: new AbortController().signal,
    log,
    onProgress: () => undefined,
  };
  expect(normaliseOptions(segmentSchema, given)).toEqual(given);
});

test('what has been normalised stays as it is', () => {
  const once = normaliseOptions(segmentSchema, paths);
  expect(normaliseOptions(segmentSchema, once)).toEqual(once);
});

test.each<[string, unknown, RegExp]>([
  ['no options', undefined, /^options: found undefined, expected an object with pet, ct, output/],
  ['a missing image', { ct: 'c', output: 'o' }, /^pet: is missing, expected the path of an \.mha/],
  ['no lesion label', { ...paths, lesionLabel: [] }, /^lesionLabel: found \[\], expected names or/],
  ['an empty name', { ...paths, ct: '' }, /^ct: found '', expected the path/],
  ['a typo', { ...paths, stepsize: 1 }, /^stepsize: there is no such option; expected one of pet/],
  [
    'a step of 0',
    { ...paths, stepSize: 0 },
    /^stepSize: found 0, expected a number from 0\.1 to 1\.$/,
  ],
  [
    'a threshold',
    { ...paths, suvThreshold: '141%' },
    /^suvThreshold: found '141%', expected an SUV such as 4/,
  ],
  ['a step as text', { ...paths, stepSize: '0.5' }, /^stepSize: found '0\.5', expected a number/],
  [
    'no time',
    { ...paths, timeLimit: 0 },
    /^timeLimit: found 0, expected a number of seconds above 0/,
  ],
  ['a time of NaN', { ...paths, timeLimit: Number.NaN }, /^timeLimit: found NaN, expected/],
  [
    'half a thread',
    { ...paths, threads: 0.5 },
    /^threads: found 0\.5, expected a whole number from 1/,
  ],
  [
    'another device',
    { ...paths, device: 'tpu' },
    /'tpu', expected one of auto, cpu, cuda, webgpu\.$/,
  ],
  [
    'another precision',
    { ...paths, precision: 'int8' },
    /'int8', expected one of auto, float32, float16\.$/,
  ],
  [
    'another tta',
    { ...paths, tta: 'some' },
    /^tta: found 'some', expected one of auto, full, none/,
  ],
  ['a fold twice', { ...paths, folds: ['0', '0'] }, /^folds: found \[ '0', '0' \], .* each once/],
  ['no fold', { ...paths, folds: [] }, /^folds: found \[\], expected auto, all, or/],
  ['a fold by number', { ...paths, folds: [0] }, /^folds: found \[ 0 \], expected .*\['0', '1'\]/],
  ['a folder as fold', { ...paths, folds: ['../0'] }, /^folds: found \[ '\.\.\/0' \]/],
  ['a log of one method', { ...paths, log: { info() {} } }, /^log: .* the methods info.* and warn/],
  ['progress to nowhere', { ...paths, onProgress: 1 }, /^onProgress: found 1, expected a function/],
  ['another unit', { ...paths, petUnit: 'counts' }, /^petUnit: .* one of auto, suv, bqml, kbqml/],
  ['tonnes', { ...paths, weight: 0.07 }, /^weight: found 0\.07, .* from 1 to 500 \(kg\)\.$/],
  ['a dose in Bq', { ...paths, dose: 3.7e8 }, /^dose: found 370000000, .* 1 to 5000 \(MBq\)\.$/],
  [
    'no time',
    { ...paths, scanTime: '25:00' },
    /^scanTime: found '25:00', expected a time as DICOM/,
  ],
  ['no PET nuclide', { ...paths, nuclide: 'Tc-99m' }, /^nuclide: found 'Tc-99m', .*C-11, N-13/],
  ['a signal of its own', { ...paths, signal: {} }, /^signal: found \{\}, expected an AbortSignal/],
])('%s is refused: what was found, what is expected', (_, given, message) => {
  expect(complaintOf(given)).toMatch(message);
});

test('steps from 0.1 to 1 are taken, and no others', () => {
  fc.assert(
    fc.property(fc.double({ min: -2, max: 3, noNaN: true }), (stepSize) => {
      const given = { ...paths, stepSize };
      if (stepSize >= 0.1 && stepSize <= 1) {
        expect(normaliseOptions(segmentSchema, given).stepSize).toBe(stepSize);
      } else {
        expect(complaintOf(given)).toMatch(/^stepSize: found .* from 0\.1 to 1\.$/);
      }
    }),
  );
});

test('more than twice the threads that may be used are not taken, and that is told', () => {
  const most = 2 * availableThreads();
  const { log, warnings } = recordLog();
  expect(normaliseOptions(segmenterSchema, { threads: most, log }).threads).toBe(most);
  expect(warnings).toEqual([]);
  expect(normaliseOptions(segmenterSchema, { threads: 3000, log }).threads).toBe(most);
  expect(warnings).toEqual([
    `3000 threads are asked for, but ${most / 2} processor(s) may be used: ${most} are taken`,
  ]);
});
