import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Runs an ONNX model with one input on onnxruntime's CPU provider.
 *
 * In a thread of its own: Jest loads modules anew for each test file, and onnxruntime-node aborts the
 * process when it is loaded twice in one thread.
 */
export async function runModel(
  model: Uint8Array,
  input: Float32Array,
  shape: readonly number[],
): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const thread = new Worker(new URL('./run-model-thread.mjs', import.meta.url), {
    workerData: { model, input, shape },
  });
  const [[answer]] = await Promise.all([once(thread, 'message'), once(thread, 'exit')]);
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}
