import { InferenceSession, Tensor } from 'onnxruntime-node';

/** Runs an ONNX model with one input on onnxruntime's CPU provider. */
export async function runModel(
  model: Uint8Array,
  input: Float32Array,
  shape: readonly number[],
): Promise<{ data: Float32Array; dims: readonly number[] }> {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1 });
  const feeds = { [session.inputNames[0]!]: new Tensor('float32', input, shape) };
  const output = (await session.run(feeds))[session.outputNames[0]!]!;
  await session.release();
  return { data: output.data as Float32Array, dims: output.dims };
}
