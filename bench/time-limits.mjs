// Does the deadline planner keep its word? Real runs at several limits, from far too short to none:
//   node bench/time-limits.mjs [--scratch FOLDER] [--kit FOLDER] [--limits 10,20,40,80]
// Writes bench/results/time-limits.json.
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const execute = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    scratch: { type: 'string', default: join(os.tmpdir(), 'autopet-bench') },
    kit: { type: 'string', default: here('../../shared/parity/plain') },
    limits: { type: 'string', default: '10,20,40,80' },
  },
});
mkdirSync(values.scratch, { recursive: true });
mkdirSync(here('results'), { recursive: true });

const [pet, ct, model] = ['pet.mha', 'ct.mha', 'model'].map((name) => join(values.kit, name));
const output = join(values.scratch, 'time-limits.mha');
const runs = [];
for (const limit of [...values.limits.split(',').map(Number), null]) {
  const options = { pet, ct, model, output, tta: 'auto', timeLimit: limit, threads: 2 };
  const { stdout } = await execute('node', [here('ours.mjs'), JSON.stringify(options)]);
  const { wall, passes, passesPlanned, passesPossible } = JSON.parse(stdout);
  const counts = { done: passes, planned: passesPlanned, possible: passesPossible };
  runs.push({ limit, passes: counts, wall });
  console.log(JSON.stringify(runs.at(-1)));
}
const what = `The study of ${model.split('/').slice(-3).join('/')}`;
writeFileSync(here('results/time-limits.json'), `${JSON.stringify({ what, runs }, null, 2)}\n`);
