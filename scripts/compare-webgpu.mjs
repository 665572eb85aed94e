// Segments a parity kit on WebGPU and on the CPU; ends with an error where labels differ, or probabilities by more than 1e-5:
//   node scripts/compare-webgpu.mjs [KIT]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVolume } from '../dist/image/read/read-volume.js';
import { segment } from '../dist/segment/segment.js';

const [kit = 'small-image'] = process.argv.slice(2);
const folder = fileURLToPath(new URL(`../test/parity/kits/${kit}`, import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'autopet-webgpu-'));
try {
  const cpu = await run('cpu');
  const gpu = await run('webgpu');
  const labels = largestDifference(cpu.mask, gpu.mask);
  const probability = largestDifference(cpu.probabilities, gpu.probabilities);
  console.log(
    `${kit}: ${cpu.mask.length} voxels; largest difference in probability ${probability}`,
  );
  if (labels > 0) throw new Error('WebGPU gives other labels than the CPU');
  if (!(probability <= 1e-5)) throw new Error('probabilities differ by more than 1e-5');
} finally {
  rmSync(scratch, { recursive: true });
}

async function run(device) {
  const output = join(scratch, `${device}.mha`);
  const probabilities = join(scratch, `${device}-probabilities.mha`);
  const [pet, ct, model] = ['pet.mha', 'ct.mha', 'model'].map((name) => join(folder, name));
  const result = await segment({ pet, ct, model, output, probabilities, device, tta: 'none' });
  console.log(`${device}: ${result.tiles.run} tile(s), ${result.seconds.network.toFixed(1)} s`);
  return { mask: await voxels(output), probabilities: await voxels(probabilities) };
}

async function voxels(path) {
  return (await readVolume(path)).data;
}

function largestDifference(a, b) {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
