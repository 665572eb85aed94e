import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { makePhantom, Phantom } from '../../../src/phantom/make-phantom.js';

const built = new URL('../../../dist/phantom/make-phantom.js', import.meta.url).href;

/**
 * Makes a phantom outside jest's realm, where every use of a global such as `Math` costs so much
 * that seconds become minutes.
 */
export async function makePhantomInWorker(
  options: Parameters<typeof makePhantom>[0],
): Promise<Phantom> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(workerData.built).then(({ makePhantom }) => {
       parentPort.postMessage(makePhantom(workerData.options));
     });`,
    { eval: true, workerData: { built, options } },
  );
  const [phantom] = await once(worker, 'message');
  await worker.terminate();
  return phantom;
}
