// Peak memory of each stage on a study of the challenge's largest size, beside what autopet estimates:
//   npm run build && node bench/memory.mjs [MODEL_FOLDER [VOXELS_Z [VOXELS_XY]]]      (default: 661 400)
// The study is air but for a small body, so that few tiles are run: memory does not depend on their number.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { writeVolume } from '../dist/image/write/write-volume.js';

const [model, depth = '661', width = '400'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'autopet-bench-'));
const [pet, ct] = ['pet.mha', 'ct.mha'].map((name) => join(folder, name));
await writeStudy([Number(width), Number(width), Number(depth)]);

const options = ['--tta', 'auto', '--time-limit', '1', '--step-size', '1', '--device', 'cpu'];
const paths = ['--pet', pet, '--ct', ct, '--output', join(folder, 'mask.mha')];
// The process that works, not the one that watches over it.
const cli = fileURLToPath(new URL('../dist/cli/entry.js', import.meta.url));
const child = spawn(
  process.execPath,
  [cli, 'segment', ...paths, ...options, ...(model ? ['--model', model] : [])],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
let peak = 0;
let estimate = {};
const timer = setInterval(() => {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
}, 50);
console.log('stage         seconds  peak MB  estimate MB');
createInterface({ input: child.stdout }).on('line', (line) => {
  const { stage, seconds, estimate_mb } = JSON.parse(line);
  if (estimate_mb !== undefined) estimate = estimate_mb;
  if (stage === undefined) return;
  const columns = [seconds.toFixed(1).padStart(8), (peak / 1e6).toFixed(0).padStart(8)];
  console.log(stage.padEnd(12), ...columns, String(estimate[stage] ?? '').padStart(12));
  peak = 0;
});
child.on('exit', (code) => {
  clearInterval(timer);
  rmSync(folder, { recursive: true });
  process.exitCode = code ?? 1;
});

/** PET with noise all over, so that nothing is cropped, and a body of 40 x 40 x 32 voxels in the middle. */
async function writeStudy(size) {
  const [nx, ny, nz] = size;
  const geometry = {
    size,
    spacing: [2.03642, 2.03642, 3],
    origin: [0, 0, 0],
    direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  };
  const suv = new Float32Array(nx * ny * nz);
  const hu = new Int16Array(suv.length).fill(-1000);
  let state = 1;
  for (let i = 0; i < suv.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    suv[i] = 0.01 + (state >>> 24) / 2e5;
  }
  for (let z = (nz >> 1) - 16; z < (nz >> 1) + 16; z++) {
    for (let y = (ny >> 1) - 20; y < (ny >> 1) + 20; y++) {
      const start = (z * ny + y) * nx + (nx >> 1) - 20;
      hu.fill(40, start, start + 40);
      suv.fill(1, start, start + 40);
    }
  }
  await writeVolume(pet, { ...geometry, data: suv });
  await writeVolume(ct, { ...geometry, data: hu });
}
