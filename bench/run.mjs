// Whole studies through `segment`, next to nnU-Net where there is a Python with it:
//   npm run bench -- [--cases kit-plain,outside-326] [--repeats 3] [--python PATH] [--scratch FOLDER]
// The two alternate within a run, since machines are noisy; results go to bench/results/ as JSON, from
// which `node bench/write-docs.mjs` makes docs/benchmarks.md.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { readVolume } from '../dist/image/read/read-volume.js';
import { cases } from './cases.mjs';

const execute = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: Object.keys(cases).join(',') },
    repeats: { type: 'string', default: '3' },
    python: { type: 'string' },
    threads: { type: 'string', default: '2' },
    scratch: { type: 'string', default: join(os.tmpdir(), 'autopet-bench') },
  },
});
const threads = Number(values.threads);
mkdirSync(values.scratch, { recursive: true });
mkdirSync(here('results'), { recursive: true });

for (const name of values.cases.split(',')) {
  const {
    what,
    prepare,
    ours,
    peer,
    isOutsideOnly = false,
    window = false,
    faithful,
  } = cases[name];
  const study = await prepare(values.scratch, runPython).catch((error) => {
    console.error(`${name}: not run (${error.message})`);
    return null;
  });
  if (study === null) continue;
  const runs = { ours: [], nnunet: [], monai: [] };
  const output = join(values.scratch, `${name}.mha`);
  let dice = null;
  for (let i = 0; i < Number(values.repeats); i++) {
    runs.ours.push(await runOurs({ ...study, ...ours, output, threads }));
    report(name, 'ours', runs.ours.at(-1));
    if (values.python === undefined) continue;
    const flags = [...peer, '--threads', values.threads];
    const files = [join(values.scratch, `${name}-nnunet.mha`), study.ct, study.pet];
    const answer = await runPython([here('peers/nnunet.py'), study.model, ...files, ...flags]);
    runs.nnunet.push(JSON.parse(answer.trim().split('\n').at(-1)));
    report(name, 'nnU-Net', runs.nnunet.at(-1));
    if (window) {
      const monai = [here('peers/monai_window.py'), study.model, study.ct, study.pet];
      const cost = await runPython([...monai, '--threads', values.threads]);
      runs.monai.push(JSON.parse(cost.trim().split('\n').at(-1)));
      report(name, 'MONAI', runs.monai.at(-1));
    }
    if (faithful && dice === null) {
      const whole = join(values.scratch, `${name}-faithful.mha`);
      report(name, 'faithful', await runOurs({ ...study, ...faithful, output: whole, threads }));
      dice = await diceOf(output, whole);
      console.log(`${name}: Dice ${dice.toFixed(4)} against faithful`);
    }
    save(name, { name, what, isOutsideOnly, dice, threads, machine: machine(), runs });
  }
}

async function diceOf(first, second) {
  const [a, b] = await Promise.all([first, second].map((path) => readVolume(path)));
  let [both, total] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    both += a.data[i] & b.data[i];
    total += a.data[i] + b.data[i];
  }
  return total === 0 ? 1 : (2 * both) / total;
}

async function runOurs(options) {
  const { stdout } = await execute('node', [here('ours.mjs'), JSON.stringify(options)]);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function runPython(parameters) {
  if (values.python === undefined) throw new Error('it needs --python');
  const { stdout } = await execute(values.python, parameters, { maxBuffer: 2 ** 26 });
  return stdout;
}

function report(name, who, { wall, cpu, rssMb, stages }) {
  const parts = Object.entries(stages ?? {}).map(([stage, s]) => `${stage} ${s.toFixed(2)}`);
  console.log(
    `${name} ${who}: ${wall.toFixed(1)} s, ${cpu.toFixed(1)} CPU s, ${Math.round(rssMb)} MB (${parts.join(', ')})`,
  );
}

function save(name, result) {
  writeFileSync(here(`results/${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function machine() {
  const [load] = os.loadavg();
  return {
    processor: os.cpus()[0]?.model,
    processors: os.cpus().length,
    load,
    node: process.version,
  };
}
