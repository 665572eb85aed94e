import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CompareOptions } from '../../../src/compare/compare-options.js';
import type { Comparison } from '../../../src/compare/comparison.js';
import type { PairedLesion } from '../../../src/phantom/pair/make-pair.js';

const built = new URL('../../../dist/', import.meta.url).href;

interface ComparedPair {
  readonly lesions: readonly PairedLesion[];
  /** Of the follow-up's PET. */
  readonly size: readonly number[];
  readonly result: Comparison;
}

/**
 * Makes a pair of studies, writes it into two folders and compares them, outside jest's realm, where every use of a global such as
 * `Math` costs so much that seconds become minutes.
 */
export async function comparePair(
  folder: string,
  pair: { readonly seed: number; readonly coarser: number },
  options: Partial<CompareOptions>,
): Promise<ComparedPair> {
  const worker = new Worker(
    `const { parentPort, workerData: { built, folder, pair, options } } = require('node:worker_threads');
     const { mkdirSync } = require('node:fs');
     const run = async () => {
       const { makePair } = await import(built + 'phantom/pair/make-pair.js');
       const { writeVolume } = await import(built + 'image/write/write-volume.js');
       const { compare } = await import(built + 'compare/compare.js');
       const { lesions, ...studies } = makePair(pair);
       for (const [name, { pet, ct, truth }] of Object.entries(studies)) {
         mkdirSync(folder + '/' + name);
         await writeVolume(folder + '/' + name + '/pet.mha', pet);
         await writeVolume(folder + '/' + name + '/ct.mha', ct);
         await writeVolume(folder + '/' + name + '/mask.mha', truth);
       }
       const result = await compare({
         baseline: folder + '/baseline', followup: folder + '/followup', ...options,
       });
       parentPort.postMessage({ lesions, size: studies.followup.pet.size, result });
     };
     run();`,
    { eval: true, workerData: { built, folder, pair, options } },
  );
  const [compared] = await once(worker, 'message');
  await worker.terminate();
  return compared;
}
