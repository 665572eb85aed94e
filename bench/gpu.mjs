// What bench/gpu.sh runs; its header says what for.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { paintStudy } from './paint-study.mjs';
import { watchGpu } from './watch-gpu.mjs';

const execute = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    rehearse: { type: 'boolean', default: false },
    output: { type: 'string', default: 'gpu.json' },
    device: { type: 'string' },
    python: { type: 'string', default: 'python3' },
    scratch: { type: 'string', default: join(os.tmpdir(), 'autopet-gpu') },
    rounds: { type: 'string', default: '2' },
  },
});
const device = values.device ?? (values.rehearse ? 'cpu' : 'cuda');

// Patch, features and spacing of make_model.py. ResEncL of LesionTracer's size has 102 million parameters.
const real = {
  study: { slices: 326, width: 400 },
  runs: 20,
  networks: {
    plain: ['128,128,128', '32,64,128,256,320,320', '3,2.04,2.04'],
    resenc: ['192,192,192', '32,64,128,256,320,320', '3,2.04,2.04', 'resenc'],
  },
};
const tiny = {
  study: { slices: 32, width: 48 },
  runs: 2,
  networks: {
    plain: ['16,16,16', '4,8', '30,17,17'],
    resenc: ['16,16,16', '4,8', '30,17,17', 'resenc'],
  },
};
const sizes = values.rehearse ? tiny : real;

mkdirSync(values.scratch, { recursive: true });
const found = {
  rehearsal: values.rehearse,
  device,
  machine: await machine(),
  sizes,
  agreement: [],
  tiles: [],
  studies: [],
};
await agreement();
const study = await paintStudy(
  join(values.scratch, `study-${sizes.study.slices}`),
  sizes.study.slices,
  sizes.study.width,
);
for (const [name, parts] of Object.entries(sizes.networks)) await compareOn(name, parts);
save();
console.log(`written to ${values.output}`);

/** Two kits against nnU-Net's own answers, in both precisions. */
async function agreement() {
  for (const precision of ['float32', 'float16']) {
    const kits = ['plain', 'residual-encoder'].map((kit) => here(`../test/parity/kits/${kit}`));
    const flags = ['--device', device, '--precision', precision];
    const lines = await ask('node', [here('half-precision.mjs'), ...kits, ...flags]);
    found.agreement.push(...(Array.isArray(lines) ? lines : [{ precision, ...lines }]));
    save();
  }
}

/** Whoever comes first finds the card cool: the sides take turns. */
async function compareOn(network, parts) {
  const model = join(values.scratch, `${network}-${values.rehearse ? 'tiny' : 'real'}`);
  if (!existsSync(join(model, 'fold_0', 'checkpoint_final.pth'))) {
    const made = await ask(values.python, [here('peers/make_model.py'), model, ...parts]);
    if (made.notRun) return found.tiles.push({ network, ...made });
  }
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const side of sides(model)) {
      const { name, tile, whole } = side;
      if (tile) await note(found.tiles, { network, round, side: name }, tile);
      if (whole) await note(found.studies, { network, round, side: name }, whole);
    }
  }
}

function sides(model) {
  const ours = (precision, formOf) => ({
    tile: [
      'node',
      [here('tile.mjs'), JSON.stringify({ model, device, precision, formOf, runs: sizes.runs })],
    ],
    whole: formOf
      ? null
      : [
          'node',
          [
            here('ours.mjs'),
            JSON.stringify({
              ...study,
              model,
              device,
              precision,
              output: join(values.scratch, 'ours.mha'),
            }),
          ],
        ],
  });
  const theirs = (compile) => {
    const flags = [
      '--device',
      device === 'webgpu' ? 'cuda' : device,
      ...(compile ? ['--compile'] : []),
    ];
    const files = [join(values.scratch, 'theirs.mha'), study.ct, study.pet];
    return {
      tile: [values.python, [here('peers/tile.py'), model, '--runs', String(sizes.runs), ...flags]],
      whole: [values.python, [here('peers/nnunet.py'), model, ...files, ...flags]],
    };
  };
  return [
    { name: 'ours float32', ...ours('float32') },
    { name: 'nnU-Net', ...theirs(false) },
    { name: 'ours float16', ...ours('float16') },
    { name: 'nnU-Net, torch.compile', ...theirs(true) },
    // Normalisation as WebGPU has it: plain operators in float32.
    { name: 'ours float16, plain norms', ...ours('float16', 'webgpu') },
  ];
}

async function note(list, what, [command, parameters]) {
  const gpu = watchGpu();
  const [cost] = [await ask(command, parameters)].flat();
  const entry = { ...what, ...cost, gpu: gpu.stop() };
  list.push(entry);
  console.log(JSON.stringify(entry));
  save();
}

/** The lines of JSON that a command prints, or why it was not run. */
async function ask(command, parameters) {
  try {
    const { stdout } = await execute(command, parameters, { maxBuffer: 2 ** 26 });
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    return lines.map((line) => JSON.parse(line));
  } catch (error) {
    const last = String(error.stderr || error.message)
      .trim()
      .split('\n')
      .at(-1);
    return { notRun: last };
  }
}

async function machine() {
  const query = ['--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'];
  const gpu = await execute('nvidia-smi', query).catch(() => null);
  return {
    gpu: gpu?.stdout.trim() ?? null,
    processor: os.cpus()[0]?.model,
    processors: os.cpus().length,
    load: os.loadavg()[0],
    node: process.version,
  };
}

function save() {
  writeFileSync(values.output, `${JSON.stringify(found, null, 2)}\n`);
}
