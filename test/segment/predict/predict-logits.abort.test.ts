import { InterruptedError, ResourceError } from '../../../src/errors.js';
import { openEngine } from '../../../src/runtime/engine.js';
import { lendFreshEngine } from '../../../src/runtime/lend-engine.js';
import { openSessionPool } from '../../../src/runtime/session-pool.js';
import { predictLogits } from '../../../src/segment/predict/predict-logits.js';
import { tinyNetwork } from '../../support/tiny-network.js';
import { constantNetwork } from './support/constant-network.js';
import { fakeEngine } from './support/fake-engine.js';
import { fakeInput, fakeModel, fakeOptions } from './support/fake-study.js';

const patchSize = [2, 2, 2];
const model = fakeModel(patchSize, { mirrorAxes: [0, 1, 2] });
// Eight tiles without overlap, in eight passes.
const input = fakeInput([new Float32Array(64), new Float32Array(64)], [16, 2, 2]);

/** Options whose signal comes when so many tiles are done. */
function stopAfter(tiles: number, reason?: unknown) {
  const stop = new AbortController();
  const progress: number[] = [];
  const onProgress = (done: number) => {
    progress.push(done);
    if (done === tiles) stop.abort(reason);
  };
  const options = fakeOptions({ stepSize: 1, signal: stop.signal, onProgress });
  return { options, progress };
}

test.each([1, 5, 12])('predictLogits ends at the next tile, after %d', async (tiles) => {
  const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 1]) });
  const { options, progress } = stopAfter(tiles);
  await expect(predictLogits(engine, model, input, options)).rejects.toThrow(InterruptedError);
  expect(progress).toHaveLength(tiles);
  // One more was under way, and none was begun.
  expect(engine.runs).toHaveLength(tiles + 1);
});

test('predictLogits passes on a reason of ours', async () => {
  const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 1]) });
  const why = new ResourceError('time is up');
  const { options } = stopAfter(3, why);
  await expect(predictLogits(engine, model, input, options)).rejects.toBe(why);
});

test('predictLogits stops while tiles are timed for a deadline', async () => {
  const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 1]) });
  const { options } = stopAfter(1);
  const deadline = { hasLimit: true, secondsForPasses: () => 3600 };
  const attempt = predictLogits(engine, model, input, { ...options, tta: 'auto', deadline });
  await expect(attempt).rejects.toThrow(InterruptedError);
  expect(engine.runs).toHaveLength(1);
});

test('predictLogits stops while a network is loaded, even if that hangs', async () => {
  const stop = new AbortController();
  const engine = openEngine(openSessionPool());
  const network = () => new Promise<never>(() => undefined);
  const folds = [{ name: 'fold_0', path: 'a', network, sha256: async () => '' }];
  const options = fakeOptions({ signal: stop.signal });
  const attempt = predictLogits(engine, { ...model, folds }, input, options);
  stop.abort();
  await expect(attempt).rejects.toThrow(InterruptedError);
  await engine.close();
  expect(engine.state).toBe('closed');
});

test('predictLogits on onnxruntime, stopped, leaves an engine that can be closed', async () => {
  const network = await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize });
  const folds = [
    { name: 'fold_0', path: 'a', network: async () => network, sha256: async () => '' },
  ];
  for (const sessions of [1, 2]) {
    const { options, progress } = stopAfter(2);
    const attempt = lendFreshEngine((engine) =>
      predictLogits(engine, { ...model, folds }, input, { ...options, threads: 2, sessions }),
    );
    await expect(attempt).rejects.toThrow(InterruptedError);
    expect(progress).toEqual([1, 2]);
  }
});
