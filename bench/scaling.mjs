// How cost grows with voxels, tiles and threads, and how near the network is to the arithmetic floor:
//   node bench/scaling.mjs [--scratch FOLDER] [--model FOLDER] [--largest SLICES]
// Writes bench/results/scaling.json and bench/results/floor.json.
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import ort from 'onnxruntime-node';
import { loadModel } from '../dist/nnunet/model/load-model.js';
import { exportOnnx } from '../dist/nnunet/onnx/export-onnx.js';
import { GraphBuilder } from '../dist/nnunet/onnx/graph-builder.js';
import { paintStudy } from './paint-study.mjs';
import { writePointwiseModel } from './pointwise-model.mjs';

const execute = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    scratch: { type: 'string', default: join(os.tmpdir(), 'autopet-bench') },
    model: { type: 'string', default: here('../../shared/parity/plain/model') },
    largest: { type: 'string', default: '661' },
  },
});
mkdirSync(values.scratch, { recursive: true });
mkdirSync(here('results'), { recursive: true });
const save = (name, result) =>
  writeFileSync(here(`results/${name}.json`), `${JSON.stringify(result, null, 2)}\n`);

save('floor', await floor(values.model));
save('scaling', {
  voxels: await againstVoxels(),
  tiles: await againstTiles(),
  threads: await againstThreads(),
});

/** Everything but the network, at growing sizes. */
async function againstVoxels() {
  const model = await writePointwiseModel(join(values.scratch, 'pointwise'));
  const sizes = [
    [48, 50],
    [128, 80],
    [256, 163],
    [400, 163],
    [400, 326],
    [400, 661],
  ].filter(([, slices]) => slices <= Number(values.largest));
  const rows = [];
  for (const [width, slices] of sizes) {
    const study = await paintStudy(join(values.scratch, `study-${width}-${slices}`), slices, width);
    const output = join(values.scratch, 'scaling.mha');
    const options = JSON.stringify({ ...study, model, output, tta: 'none', threads: 2 });
    const { stdout } = await execute('node', [here('ours.mjs'), options]);
    const { wall, cpu, rssMb, tiles, stages } = JSON.parse(stdout);
    rows.push({ voxels: width * width * slices, wall, cpu, rssMb, tiles, network: stages.network });
    console.log(rows.at(-1));
    rmSync(output);
  }
  return rows;
}

/** One pass over the kit's study, cut into more and more tiles. */
async function againstTiles() {
  const rows = [];
  for (const stepSize of [1, 0.75, 0.5, 0.4]) {
    const { tiles, stages } = await onKit({ stepSize, threads: 2 });
    rows.push({ tiles, network: stages.network });
    console.log(rows.at(-1));
  }
  return rows;
}

async function againstThreads() {
  const rows = [];
  for (let threads = 1; threads <= os.availableParallelism(); threads *= 2) {
    const { rssMb, stages } = await onKit({ stepSize: 0.5, threads });
    rows.push({ threads, network: stages.network, rssMb });
    console.log(rows.at(-1));
  }
  return rows;
}

/** The study that belongs to --model, without mirrors and with one fold. */
async function onKit(options) {
  const [pet, ct] = ['pet.mha', 'ct.mha'].map((file) => join(values.model, '..', file));
  const output = join(values.scratch, 'scaling.mha');
  const all = { pet, ct, model: values.model, output, tta: 'none', folds: ['0'], ...options };
  const { stdout } = await execute('node', [here('ours.mjs'), JSON.stringify(all)]);
  return JSON.parse(stdout);
}

/** GFLOP of a tile, the processor's matrix product rate, and what a tile takes, all on one thread. */
async function floor(folder) {
  const model = await loadModel(folder);
  const repeats = 8;
  const tile = await profile(
    await model.folds[0].network({ device: 'cpu', precision: 'float32' }),
    repeats,
  );
  // One more run warms up, and the profile holds them all.
  const gflop =
    tile.events.reduce((sum, event) => sum + convolutionGflop(event), 0) / (repeats + 1);
  const gemm = await gemmRate();
  const again = await gemmRate();
  return { gflop, gflopPerSecond: Math.max(gemm, again), seconds: tile.cpu };
}

/** Operations of one convolution as 3-D convolutions are counted: 2 · inputs · taps per output. */
function convolutionGflop({ name, args }) {
  if (args?.op_name !== 'Conv' || !name.endsWith('_kernel_time')) return 0;
  const [, weight] = args.input_type_shape.map((typed) => Object.values(typed)[0]);
  const [output] = args.output_type_shape.map((typed) => Object.values(typed)[0]);
  const product = (shape) => shape.reduce((a, b) => a * b, 1);
  return (2 * product(output) * product(weight.slice(1))) / 1e9;
}

async function profile(network, repeats) {
  const prefix = join(values.scratch, 'profile');
  // A checkpoint's graph is apart from its weights, which stay in the file.
  const isApart = typeof network === 'object' && 'weightsFolder' in network;
  const session = await ort.InferenceSession.create(isApart ? network.model : network, {
    ...(isApart && {
      extra: { session: { model_external_initializers_file_folder_path: network.weightsFolder } },
    }),
    intraOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    enableProfiling: true,
    profileFilePrefix: prefix,
  });
  const [{ name, shape }] = session.inputMetadata;
  const data = new Float32Array(shape.reduce((a, b) => a * b, 1)).map((_, i) => Math.sin(i));
  const feeds = { [name]: new ort.Tensor('float32', data, shape) };
  const cpu = await least(repeats, () => session.run(feeds));
  session.endProfiling();
  await session.release();
  const file = readdirSync(values.scratch)
    .filter((n) => n.startsWith('profile'))
    .sort()
    .at(-1);
  const events = JSON.parse(readFileSync(join(values.scratch, file), 'utf8'));
  rmSync(join(values.scratch, file));
  return { cpu, events };
}

async function gemmRate() {
  const n = 1024;
  const graph = new GraphBuilder({ half: false });
  const weight = { shape: [n, n], read: async () => new Float32Array(n * n).fill(0.5) };
  const x = { name: 'input', shape: [n, n] };
  const y = graph.node('MatMul', 'y', [x, graph.weight('w', weight)], [n, n]);
  const session = await ort.InferenceSession.create(await exportOnnx(graph.build(x, y)), {
    intraOpNumThreads: 1,
  });
  const feeds = { input: new ort.Tensor('float32', new Float32Array(n * n).fill(0.5), [n, n]) };
  const seconds = await least(10, () => session.run(feeds));
  await session.release();
  return (2 * n ** 3) / 1e9 / seconds;
}

/** The least processor seconds of some runs: what the work costs when neighbours are quiet. */
async function least(repeats, work) {
  await work();
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats; i++) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}
