import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as api from '../src/index.js';
import { makeMasks } from './evaluate/support/make-folders.js';
import { makeModel } from './support/make-model.js';
import { makeStudy } from './support/make-study.js';
import { runScript } from './support/run-script.js';
import { temporaryFolder } from './support/temporary-folder.js';

const root = temporaryFolder();
const study = makeStudy(root);
let model = '';

beforeAll(async () => {
  makeMasks(join(root, 'masks'), { a: '##......', b: '#.......' });
  model = await makeModel(join(root, 'model'), { modelJson: { mirror_axes: [0, 1, 2] } });
});

/** What every script begins with. */
const head = (output: string): string => `
  import { isAutopetError, openSegmenter, segment } from 'autopet';
  const [pet, ct, model, output] = ${JSON.stringify([study.petPath, study.ctPath, model, join(root, output)])};
  const network = { model, device: 'cpu', threads: 1 };
  const study = { pet, ct, output, tta: 'full' };
  const kindOf = (error) => isAutopetError(error) ? error.code : String(error);
  const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
`;

const maskOf = (output: string) => join(root, output);

test('what is exported is what is meant to be', () => {
  expect(Object.keys(api).sort()).toEqual([
    'AutopetError',
    'DeviceError',
    'InputError',
    'InterruptedError',
    'ModelError',
    'OptionError',
    'ResourceError',
    'UsageError',
    'checkDicom',
    'checkInput',
    'compare',
    'convertDicom',
    'evaluate',
    'evaluateInteractive',
    'exitCodeOf',
    'interact',
    'isAutopetError',
    'measure',
    'measureDicom',
    'openSegmenter',
    'rank',
    'segment',
    'segmentDicom',
    'version',
  ]);
});

test('importing sets no flag, listens to nothing and leaves the environment alone', async () => {
  const printed = await runScript(`
    import v8 from 'node:v8';
    import { syncBuiltinESMExports } from 'node:module';
    const flags = [];
    v8.setFlagsFromString = (flag) => flags.push(flag);
    syncBuiltinESMExports();
    const listeners = process.eventNames().length;
    const environment = JSON.stringify(process.env);
    await import('autopet');
    console.log(JSON.stringify({
      flags,
      listeners: process.eventNames().length - listeners,
      hasSameEnvironment: JSON.stringify(process.env) === environment,
    }));
  `);
  expect(JSON.parse(printed)).toEqual({ flags: [], listeners: 0, hasSameEnvironment: true });
});

test('a segmenter is closed at the end of its block, and the process ends by itself', async () => {
  const printed = await runScript(`${head('disposed.mha')}
    const segmenter = await openSegmenter(network);
    const result = await segmenter.segment(study);
    await segmenter[Symbol.asyncDispose]();
    const late = await segmenter.segment(study).catch(kindOf);
    console.log(result.lesions.count, result.passes.done.length, segmenter.state, late);
  `);
  expect(printed).toBe('1 8 closed bad-usage');
});

test('stopped in the network: no mask, no partial file, no thread', async () => {
  const printed = await runScript(`${head('stopped/mask.mha')}
    const stop = new AbortController();
    const onProgress = (done) => done === 2 && stop.abort(new Error('enough'));
    const failure = await segment({ ...network, ...study, onProgress, signal: stop.signal }).catch((e) => e);
    console.log(kindOf(failure), failure.cause.message, threads());
  `);
  expect(printed).toBe('interrupted enough 0');
  expect(readdirSync(join(root, 'stopped'))).toEqual([]);
});

test('a signal that was aborted before keeps anything from beginning', async () => {
  const printed = await runScript(`${head('never/mask.mha')}
    const signal = AbortSignal.abort();
    console.log(await segment({ ...network, ...study, signal }).catch(kindOf));
    console.log(await openSegmenter({ ...network, signal }).catch(kindOf), threads());
  `);
  expect(printed).toBe('interrupted\ninterrupted 0');
  expect(existsSync(join(root, 'never'))).toBe(false);
});

test('a segmenter outlives a study that was stopped, its own signal closes it', async () => {
  const printed = await runScript(`${head('again/mask.mha')}
    const [one, all] = [new AbortController(), new AbortController()];
    const segmenter = await openSegmenter({ ...network, signal: all.signal });
    const stop = (controller) => (done) => done === 2 && controller.abort();
    console.log(await segmenter.segment({ ...study, signal: one.signal, onProgress: stop(one) }).catch(kindOf));
    console.log(segmenter.state, (await segmenter.segment(study)).lesions.count);
    console.log(await segmenter.segment({ ...study, onProgress: stop(all) }).catch(kindOf), segmenter.state);
  `);
  expect(printed).toBe('interrupted\nready 1\ninterrupted closed');
  expect(readdirSync(join(root, 'again'))).toEqual(['mask.mha']);
});

test('an opening that is stopped leaves no thread, a segmenter that is closed no listener', async () => {
  const printed = await runScript(`${head('opening/mask.mha')}
    import { getEventListeners } from 'node:events';
    const early = new AbortController();
    const opening = openSegmenter({ ...network, signal: early.signal }).catch(kindOf);
    early.abort();
    console.log(await opening, threads());
    const { signal } = new AbortController();
    const segmenter = await openSegmenter({ ...network, signal });
    const during = getEventListeners(signal, 'abort').length;
    await segmenter.close();
    console.log(during, getEventListeners(signal, 'abort').length, threads());
  `);
  expect(printed).toBe('interrupted 0\n1 0 0');
});

test('two studies at once: the second is refused, the first is done', async () => {
  const printed = await runScript(`${head('both/mask.mha')}
    const segmenter = await openSegmenter(network);
    const studies = [segmenter.segment(study), segmenter.segment({ ...study, output: output + '2.mha' })];
    const [first, second] = await Promise.allSettled(studies);
    await segmenter.close();
    console.log(first.value.lesions.count, second.reason.name, second.reason.message);
  `);
  expect(printed).toMatch(/^1 UsageError The segmenter is busy with another study/);
  expect(readdirSync(join(root, 'both'))).toEqual(['mask.mha']);
});

test('an error of a study tells apart what was wrong, and the next study is segmented', async () => {
  const printed = await runScript(`${head('after/mask.mha')}
    const segmenter = await openSegmenter(network);
    console.log(await segmenter.segment({ ...study, pet: '/nowhere.mha' }).catch(kindOf));
    console.log(await segmenter.segment({ ...study, stepsize: 1 }).catch((e) => e.option));
    console.log((await segmenter.segment(study)).lesions.count);
    await segmenter.close();
  `);
  expect(printed).toBe('bad-input\nstepsize\n1');
  expect(existsSync(maskOf('after/mask.mha'))).toBe(true);
});

test('an evaluation that is stopped leaves no process behind', async () => {
  const printed = await runScript(`
    import { evaluate, isAutopetError } from 'autopet';
    const folder = ${JSON.stringify(join(root, 'masks'))};
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('enough'));
    const options = { predictions: folder, references: folder, workers: 1, signal: stop.signal };
    const failure = await evaluate({ ...options, onProgress }).catch((error) => error);
    console.log(isAutopetError(failure) && failure.code, failure.cause.message);
  `);
  expect(printed).toBe('interrupted enough');
});
