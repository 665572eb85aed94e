/**
 * The only importer of onnxruntime-node. It owns one ONNX session in a worker thread, because a run
 * blocks its thread from start to end. Messages are answered in the order they came.
 */
import { parentPort } from 'node:worker_threads';
import ort from 'onnxruntime-node';
import { flip } from '../array/flip.js';
import type { Answer, NetworkShape, Request, SessionOptions, TilePass } from './messages.js';
import type { NetworkSource } from './network-source.js';
import { organsOutput, splitOutputs } from './split-outputs.js';

let session: ort.InferenceSession | null = null;
let shape: NetworkShape = { input: [], output: [] };

// Loading and running are asynchronous: without the chain a later request could overtake.
let earlier: Promise<void> = Promise.resolve();
parentPort?.on('message', (request: Request) => {
  // Not in turn: a call that hangs must not hold up the end. Messages are heard only between runs, never
  // inside onnxruntime, where ending the thread would take the whole process along.
  if (request.verb === 'end') process.exit();
  earlier = earlier.then(() => handle(request));
});
// A call that cannot be read would never be answered: the thread ends with an error instead.
parentPort?.on('messageerror', (error) => {
  throw error;
});

async function handle(request: Exclude<Request, { verb: 'end' }>): Promise<void> {
  const { id } = request;
  try {
    if (request.verb === 'load') {
      answer({ id, value: await load(request.network, request.options) });
    } else {
      const value = await run(request.tile, request.pass);
      answer({ id, value }, [value.buffer as ArrayBuffer]);
    }
  } catch (error) {
    answer({ id, error: error instanceof Error ? error.message : String(error) });
  }
}

function answer(found: Answer, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(found, transfer);
}

async function load(network: NetworkSource, options: SessionOptions): Promise<NetworkShape> {
  await session?.release();
  session = null;
  const hasWeights = typeof network === 'string' || network instanceof Uint8Array;
  const model = hasWeights ? network : network.model;
  session = await ort.InferenceSession.create(model as string, {
    ...(hasWeights ? {} : externalWeights(network.weightsFolder)),
    executionProviders: [options.device],
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // The pattern lays all intermediates out at once, which takes half as much memory again.
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  const [answers, organs] = splitOutputs(session.outputMetadata);
  shape = {
    input: staticShape(session.inputMetadata),
    output: staticShape(answers),
    ...(organs.length > 0 && { organs: staticShape(organs) }),
  };
  return shape;
}

function externalWeights(folder: string): ort.InferenceSession.SessionOptions {
  return { extra: { session: { model_external_initializers_file_folder_path: folder } } };
}

function staticShape(metadata: readonly ort.InferenceSession.ValueMetadata[]): number[] {
  const [only, ...others] = metadata;
  const dimensions = only?.isTensor ? only.shape : [];
  if (others.length > 0 || !only?.isTensor || only.type !== 'float32') {
    throw new Error(
      `the network has ${metadata.length} inputs or outputs (${metadata.map((m) => m.name).join(', ')}) where one float32 tensor is expected`,
    );
  }
  return dimensions.map((n) => {
    if (typeof n === 'number' && n > 0) return n;
    throw new Error(`"${only.name}" has the dynamic size "${n}" where a fixed one is expected`);
  });
}

async function run(tile: Float32Array, pass: TilePass): Promise<Float32Array> {
  if (session === null) throw new Error('no network is loaded');
  const input = flip(tile, shape.input.slice(1), pass.mirrorAxes);
  const feeds = { [session.inputNames[0]!]: new ort.Tensor('float32', input, shape.input) };
  const outputs = await session.run(feeds);
  const output = outputs[session.outputNames[0]!]!;
  const logits = flip(output.data as Float32Array, shape.output.slice(1), pass.mirrorAxes);
  const answer = pass.difference ? secondMinusFirst(logits) : logits;
  const organs = pass.organs ? outputs[organsOutput] : undefined;
  return organs === undefined ? answer : withClasses(answer, organs);
}

/** The logits, and behind them the class with the highest logit of each voxel of `organs` [1,c,z,y,x]. */
function withClasses(logits: Float32Array, { data, dims }: ort.Tensor): Float32Array {
  const organs = data as Float32Array;
  const voxels = organs.length / dims[1]!;
  const answer = new Float32Array(logits.length + voxels);
  answer.set(logits);
  const highest = organs.slice(0, voxels);
  for (let k = 1; k < dims[1]!; k++) {
    for (let i = 0; i < voxels; i++) {
      const logit = organs[k * voxels + i]!;
      if (logit <= highest[i]!) continue;
      highest[i] = logit;
      answer[logits.length + i] = k;
    }
  }
  return answer;
}

function secondMinusFirst(logits: Float32Array): Float32Array {
  const half = logits.length / 2;
  const difference = new Float32Array(half);
  for (let i = 0; i < half; i++) difference[i] = logits[half + i]! - logits[i]!;
  return difference;
}
