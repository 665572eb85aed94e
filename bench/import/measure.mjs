// Imports a model folder made by make_checkpoint.py and measures each step in a process of its own:
//
//   npm run build && node bench/import/measure.mjs out
//
// 1. autopet import to disk; 2. the network made in memory and loaded, as `segment` does with a .pth;
// 3. one tile, compared with PyTorch's logits. Peak memory is the process's largest resident set, less
// what Node.js with autopet loaded takes by itself.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { step: { type: 'string' }, threads: { type: 'string', default: '2' } },
});
const [folder, imported] = positionals.map((path) => resolve(path));
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const peak = () => process.resourceUsage().maxRSS * 1024;
const steps = { nothing, toDisk, inMemory, tile };

if (options.step !== undefined) {
  console.log(JSON.stringify(await steps[options.step]()));
} else {
  const target = mkdtempSync(join(tmpdir(), 'autopet-import-'));
  try {
    report(join(target, 'model'));
  } finally {
    rmSync(target, { recursive: true });
  }
}

function report(target) {
  const { peak: itself } = run('nothing', target);
  const disk = run('toDisk', target);
  const { weights } = disk;
  const allowed = 1.5 * weights + 300 * 2 ** 20;
  console.log(
    `weights ${mebibytes(weights)}; allowed 1.5 times that and 300 MiB: ${mebibytes(allowed)}`,
  );
  console.log(`Node.js and autopet by themselves ${mebibytes(itself)}`);
  for (const [title, step] of [
    ['import to disk', disk],
    ['in memory', run('inMemory', target)],
  ]) {
    const verdict = step.peak <= allowed ? 'within' : 'ABOVE';
    console.log(`${title}: ${step.seconds.toFixed(1)} s, peak ${mebibytes(step.peak)}, ${verdict}`);
  }
  const { seconds, peak: tilePeak, differences } = run('tile', target);
  console.log(`one tile: ${seconds.toFixed(1)} s, peak ${mebibytes(tilePeak)}`);
  for (const [pair, difference] of Object.entries(differences)) {
    console.log(`  ${pair}: at most ${difference.toExponential(1)} apart`);
  }
}

function run(step, target) {
  const script = fileURLToPath(import.meta.url);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [script, folder, target, '--step', step, '--threads', options.threads],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function nothing() {
  await import('../../dist/segment/segment.js');
  await import('../../dist/nnunet/import-model.js');
  return { peak: peak() };
}

async function toDisk() {
  const { importModel } = await import('../../dist/nnunet/import-model.js');
  const log = { info: () => undefined, warn: () => undefined };
  const choice = {
    folds: 'auto',
    configuration: null,
    checkpoint: 'checkpoint_final.pth',
    half: false,
  };
  const start = performance.now();
  await importModel({ source: folder, target: imported, ...choice, log });
  const seconds = (performance.now() - start) / 1000;
  const weights = statSync(join(imported, 'fold_0', 'checkpoint_final.onnx')).size;
  return { seconds, peak: peak(), weights };
}

async function inMemory() {
  const { loadModel } = await import('../../dist/nnunet/model/load-model.js');
  const { openSessionPool } = await import('../../dist/runtime/session-pool.js');
  const start = performance.now();
  const model = await loadModel(folder);
  const pool = openSessionPool();
  const network = await model.folds[0].network({ device: 'cpu', precision: 'float32' });
  await pool.load(network, { device: 'cpu', threads: Number(options.threads) });
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  return { seconds, peak: peak() };
}

async function tile() {
  const { openSessionPool } = await import('../../dist/runtime/session-pool.js');
  const pool = openSessionPool();
  const path = join(imported, 'fold_0', 'checkpoint_final.onnx');
  await pool.load(path, { device: 'cpu', threads: Number(options.threads) });
  const start = performance.now();
  const ours = await pool.run(readTile('input'), { mirrorAxes: [], difference: false });
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  const torch = asOurs(readTile('logits'), ours.length);
  const differences = { 'autopet and PyTorch float32': largestDifference(ours, torch) };
  if (existsSync(join(folder, 'tile', 'exact.f32'))) {
    const exact = asOurs(readTile('exact'), ours.length);
    differences['autopet and PyTorch float64'] = largestDifference(ours, exact);
    differences['PyTorch float32 and float64'] = largestDifference(torch, exact);
  }
  return { seconds, peak: peak(), differences };
}

function readTile(name) {
  const { buffer, byteOffset, byteLength } = readFileSync(join(folder, 'tile', `${name}.f32`));
  return new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
}

/** With two classes the imported network gives the second logit minus the first. */
function asOurs(logits, length) {
  if (logits.length === length) return logits;
  return logits.subarray(length).map((value, i) => value - logits[i]);
}

function largestDifference(a, b) {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
