import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Answer, Request } from '../../src/runtime/messages.js';
import { tinyNetwork } from '../support/tiny-network.js';

const entry = new URL('../../dist/runtime/inference-worker.js', import.meta.url).href;
const workers: Worker[] = [];
afterAll(() => Promise.all(workers.map((worker) => worker.terminate())));

/** The worker as an inference thread has it, and all that it answers. */
function startWorker() {
  const worker = new Worker(new URL(entry));
  workers.push(worker);
  const answers: Answer[] = [];
  worker.on('message', (answer: Answer) => answers.push(answer));
  const send = (request: Request, transfer: ArrayBuffer[] = []) =>
    worker.postMessage(request, transfer);
  return { worker, answers, send };
}

const pass = { mirrorAxes: [], difference: false };

test('the end comes at once, before the tiles that wait', async () => {
  const { worker, answers, send } = startWorker();
  const network = await tinyNetwork({ weights: [[1, 0]], bias: [0], patchSize: [2, 2, 3] });
  send({ id: 1, verb: 'load', network, options: { device: 'cpu', threads: 1 } });
  await once(worker, 'message');
  for (const id of [2, 3, 4, 5]) send({ id, verb: 'run', tile: new Float32Array(24), pass });
  send({ verb: 'end' });
  expect(await once(worker, 'exit')).toEqual([0]);
  // At most the one that was begun, and the one that was next.
  expect(answers.length).toBeLessThanOrEqual(3);
});

test('a call that cannot be read ends the thread with an error, for it would never be answered', async () => {
  // Which calls those are differs from one version of Node.js to the next: it is said by hand.
  const script = `import('${entry}').then(() => {
    require('node:worker_threads').parentPort.emit('messageerror', new Error('no such class'));
  });`;
  const worker = new Worker(script, { eval: true });
  workers.push(worker);
  const [error] = await once(worker, 'error');
  expect(error.message).toMatch(/no such class/);
});
