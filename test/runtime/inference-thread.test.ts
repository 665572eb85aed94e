import { InterruptedError } from '../../src/errors.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { openInferenceThread } from '../../src/runtime/inference-thread.js';
import { tinyNetwork } from '../support/tiny-network.js';
import { fillHeap, scriptThread } from './support/script-thread.js';

const asIs = { mirrorAxes: [], difference: false };
const tile = () => new Float32Array(24).fill(1);
const cpu = { device: 'cpu', threads: 1 } as const;

/** A worker that has ended has no number any more. */
const ended = -1;

test('each call gets its answer, an answer of failure is an EngineError', async () => {
  const { thread, worker } = scriptThread(`
    if (request.tile[0] === 1) answer(request.tile);
    else parentPort.postMessage({ id: request.id, error: 'bad tile' });`);
  const good = thread.run(tile(), asIs);
  const bad = thread.run(new Float32Array(24), asIs);
  await expect(bad).rejects.toThrow(new EngineError('bad tile'));
  expect((await good)[0]).toBe(1);
  expect(thread.death).toBeNull();
  await thread.close();
  expect(worker.threadId).toBe(ended);
});

test('a full heap kills the thread: its calls are rejected as out of memory, and no more are taken', async () => {
  const { thread, worker } = scriptThread(fillHeap, { maxOldGenerationSizeMb: 16 });
  const calls = await Promise.allSettled([thread.run(tile(), asIs), thread.run(tile(), asIs)]);
  const full = thread.death as EngineError;
  expect(full).toBeInstanceOf(EngineError);
  expect(full.message).toMatch(/JS heap out of memory/);
  expect(full.isOutOfMemory).toBe(true);
  for (const call of calls) expect(call).toEqual({ status: 'rejected', reason: full });
  await expect(thread.run(tile(), asIs)).rejects.toBe(full);
  await thread.close();
  expect(worker.threadId).toBe(ended);
});

test.each([
  ['an error that nobody caught', "throw new Error('a bug');", 'a bug'],
  ['an exit', 'process.exit(7);', 'the inference worker ended on its own (exit code 7)'],
])('%s kills the thread', async (_, onRun, message) => {
  const { thread } = scriptThread(onRun);
  await expect(thread.run(tile(), asIs)).rejects.toThrow(message);
  await expect(thread.load('a', cpu)).rejects.toThrow(message);
  await thread.close();
});

test('an answer that cannot be read kills the thread, as nobody knows whose it was', async () => {
  const { thread, worker } = scriptThread('');
  const call = thread.run(tile(), asIs);
  worker.emit('messageerror', new Error('no such class'));
  await expect(call).rejects.toThrow(/cannot be read: no such class/);
  await expect(thread.run(tile(), asIs)).rejects.toThrow(EngineError);
  await new Promise((resolve) => worker.once('exit', resolve));
});

test('closing does not wait for a call that hangs', async () => {
  const { thread, worker } = scriptThread('');
  const call = thread.run(tile(), asIs);
  const refused = expect(call).rejects.toThrow(InterruptedError);
  await thread.close();
  await refused;
  expect(worker.threadId).toBe(ended);
  await thread.close();
  await expect(thread.run(tile(), asIs)).rejects.toThrow(InterruptedError);
});

test('closing with tiles inside onnxruntime and before it leaves the process alive', async () => {
  const thread = openInferenceThread();
  await thread.load(await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize: [2, 2, 3] }), cpu);
  const runs = Promise.allSettled([1, 2, 3, 4].map(() => thread.run(tile(), asIs)));
  await thread.close();
  expect((await runs).every(({ status }) => status === 'rejected')).toBe(true);
});

test('closing a thread that is still starting', async () => {
  await openInferenceThread().close();
});

test('a tile that was sent before is refused, and leaves no call without an answer', async () => {
  const { thread } = scriptThread('answer(request.tile);');
  const sent = tile();
  const first = thread.run(sent, asIs);
  await expect(thread.run(sent, asIs)).rejects.toThrow(TypeError);
  expect(await first).toEqual(tile());
  await thread.close();
});

test('what cannot be sent is refused, and leaves no call without an answer', async () => {
  const { thread } = scriptThread('');
  const unsendable = { model: (() => undefined) as unknown as Uint8Array, weightsFolder: '' };
  await expect(thread.load(unsendable, cpu)).rejects.toThrow(/could not be cloned/);
  await thread.close();
});
