import { Worker } from 'node:worker_threads';
import {
  type InferenceThread,
  openInferenceThread,
} from '../../../src/runtime/inference-thread.js';

/**
 * An inference thread with another worker in place of onnxruntime's.
 *
 * @param onCall what it does with a `request`, in JavaScript; `answer(value)` answers it
 */
export function scriptThread(
  onCall: string,
  resourceLimits: { maxOldGenerationSizeMb?: number } = {},
): { thread: InferenceThread; worker: Worker } {
  const script = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', (request) => {
      if (request.verb === 'end') process.exit();
      const answer = (value) => parentPort.postMessage({ id: request.id, value });
      ${onCall}
    });`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  const worker = new Worker(url, { resourceLimits });
  return { thread: openInferenceThread(() => worker), worker };
}

/** Fills the heap of its thread, of 16 MB, until that dies. */
export const fillHeap = 'const kept = []; for (;;) kept.push(new Array(1000).fill(request.id));';
