// How far convolutions in float16 take autopet from nnU-Net's own answers, on the CPU, which makes a GPU's roundings:
//   npm run build && node bench/half-precision.mjs [KIT ...] [--precision float16] [--device cpu]
// Kits are those of test/parity and, where they are at hand, of ../shared/parity.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readVolume } from '../dist/image/read/read-volume.js';
import { segment } from '../dist/segment/segment.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    precision: { type: 'string', default: 'float16' },
    device: { type: 'string', default: 'cpu' },
  },
});
const kits = positionals.length > 0 ? positionals : allKits();
const scratch = mkdtempSync(join(os.tmpdir(), 'autopet-half-'));
for (const kit of kits) console.log(JSON.stringify(await compare(kit, values)));
rmSync(scratch, { recursive: true });

function allKits() {
  const folders = [here('../test/parity/kits'), here('../../shared/parity')].filter(existsSync);
  return folders.flatMap((folder) =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((kit) => existsSync(join(kit, 'kit.json'))),
  );
}

/** @returns voxels of another label, the lowest Dice of any label, the largest difference in probability */
async function compare(kit, { precision, device }) {
  const { model, folds } = JSON.parse(readFileSync(join(kit, 'kit.json'), 'utf8'));
  const files = { output: join(scratch, 'mask.mha'), probabilities: join(scratch, 'p.mha') };
  const result = await segment({
    pet: join(kit, 'pet.mha'),
    ct: join(kit, 'ct.mha'),
    ...files,
    model: join(kit, model ?? 'model'),
    folds: model === undefined ? 'auto' : folds?.[0] === 'all' ? 'all' : (folds ?? 'auto'),
    tta: 'full',
    device,
    precision,
  });
  const read = async (path) => (await readVolume(path)).data;
  const [found, expected] = [await read(files.output), await read(join(kit, 'expected.mha'))];
  const probability = await read(files.probabilities);
  const theirs = await read(join(kit, 'expected_prob.mha'));
  return {
    kit: basename(kit),
    device: result.device,
    precision: result.precision,
    voxels: expected.length,
    otherVoxels: expected.reduce((sum, label, i) => sum + Number(label !== found[i]), 0),
    lowestDice: lowestDice(found, expected),
    largestDifference: theirs.reduce((max, p, i) => Math.max(max, Math.abs(p - probability[i])), 0),
  };
}

function lowestDice(found, expected) {
  const counts = new Map();
  for (let i = 0; i < expected.length; i++) {
    for (const label of [found[i], expected[i]]) {
      const count = counts.get(label) ?? { sum: 0, both: 0 };
      count.sum += 1;
      counts.set(label, count);
    }
    if (found[i] === expected[i]) counts.get(found[i]).both += 1;
  }
  return Math.min(...[...counts.values()].map(({ sum, both }) => (2 * both) / sum));
}
