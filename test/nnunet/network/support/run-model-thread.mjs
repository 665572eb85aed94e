// The thread of run-model.ts: { model, input, shape } becomes { data, dims } or { error }.
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { model, input, shape } = workerData;
try {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const feeds = { [session.inputNames[0]]: new Tensor('float32', input, shape) };
  const output = (await session.run(feeds))[session.outputNames[0]];
  await session.release();
  parentPort.postMessage({ data: output.data, dims: output.dims });
} catch ({ message }) {
  parentPort.postMessage({ error: message });
}
