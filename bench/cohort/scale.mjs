// What plan, a look at what is done, and collect take for very many tiny studies: `node bench/cohort/scale.mjs [STUDIES] [FOLDER]`.
// Prints seconds, those of processors, and the peak of the memory; files are in the page cache, as they were just written.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const count = Number(process.argv[2] ?? 100_000);
const root = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'autopet-scale-'));
const kit = resolve(import.meta.dirname ?? '.', '../../test/parity/kits/plain');
const cli = resolve(import.meta.dirname ?? '.', '../../dist/cli.js');
const linksOfFile = 30_000;

function run(...args) {
  const started = performance.now();
  const { status, stderr, stdout } = spawnSync(
    '/usr/bin/time',
    ['-f', 'peak %M, %U + %S', process.execPath, cli, 'cohort', ...args],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  const seconds = (performance.now() - started) / 1000;
  const [, kib, user, system] = /peak (\d+), ([\d.]+) \+ ([\d.]+)/.exec(stderr) ?? [];
  const peak = Number(kib) / 1024;
  const cpu = Number(user) + Number(system);
  console.log(
    `${args[0]}: ${seconds.toFixed(1)} s, ${cpu.toFixed(1)} s of processor time, ${peak.toFixed(0)} MiB, exit code ${status}; ${stdout.trim().split('\n').at(-1)}`,
  );
}

try {
  let [pet, ct] = ['', ''];
  for (let k = 0; k < count; k++) {
    if (k % linksOfFile === 0) {
      [pet, ct] = ['pet', 'ct'].map((name) => join(root, `${name}-${k}.mha`));
      copyFileSync(join(kit, 'pet.mha'), pet);
      copyFileSync(join(kit, 'ct.mha'), ct);
    }
    const folder = join(root, 'in', String(k % 1000), String(k));
    mkdirSync(folder, { recursive: true });
    linkSync(pet, join(folder, 'pet.mha'));
    linkSync(ct, join(folder, 'ct.mha'));
  }
  const output = join(root, 'out');
  const model = join(kit, 'model');
  run(
    'plan',
    '--studies',
    join(root, 'in'),
    '--pet',
    'pet.mha',
    '--ct',
    'ct.mha',
    '--output',
    output,
    '--model',
    model,
  );
  // Results as a run writes them, all alike.
  const shards = JSON.parse(readFileSync(join(output, 'plan', 'plan.json'), 'utf8')).shards;
  console.log(`${count} studies, ${shards} shards`);
  const done = JSON.stringify({
    autopet: '0',
    device: 'cpu',
    precision: 'float32',
    threads: 2,
    seconds: { total: 1 },
    input_check: { verdict: 'ok', findings: [] },
    lesions: { count: 1, tmtv_ml: 1, tlg: 1, suv_max: 1, dropped: 0, table: [] },
    run: { shard: 1, node: 'n' },
    filler: 'x'.repeat(3000),
  });
  for (let k = 0; k < count; k++) {
    const folder = join(output, 'studies', `${k % 1000}_${k}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'done.json'), done);
  }
  run('status', '--output', output);
  run('collect', '--output', output);
} finally {
  rmSync(root, { recursive: true, force: true });
}
