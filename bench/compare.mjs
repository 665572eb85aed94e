// How often `autopet compare` is right about painted patients: who lie elsewhere, have lifted an arm by 20 degrees and lost weight, on other grids; and
// how far from its true place each lesion of the baseline is carried. Truth masks stand for masks.
//
//   npm run build && node bench/compare.mjs [--seeds 1,2,3] [--coarser 1]
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare } from '../dist/compare/compare.js';
import { writeVolume } from '../dist/image/write/write-volume.js';
import { makePair } from '../dist/phantom/pair/make-pair.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1,2,3,4,5,6' },
    coarser: { type: 'string', default: '1' },
  },
});
const away = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const told = { right: 0, all: 0, errors: [], armErrors: [], seconds: [] };

for (const seed of values.seeds.split(',').map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'autopet-compare-'));
  const pair = makePair({ seed, coarser: Number(values.coarser) });
  for (const name of ['baseline', 'followup']) {
    mkdirSync(join(folder, name));
    const { pet, ct, truth } = pair[name];
    for (const [file, volume] of Object.entries({ pet, ct, mask: truth })) {
      await writeVolume(join(folder, name, `${file}.mha`), volume);
    }
  }
  const start = process.cpuUsage();
  const { table, counts } = await compare({
    baseline: join(folder, 'baseline'),
    followup: join(folder, 'followup'),
  });
  told.seconds.push(process.cpuUsage(start).user / 1e6);
  rmSync(folder, { recursive: true });
  const wrong = [];
  for (const { fate, inArm, before, carried, after } of pair.lesions) {
    const [when, place] = before.length > 0 ? ['before', before[0]] : ['after', after[0]];
    const mm = (row) => (row[when] === null ? Infinity : away(row[when].centre, place));
    const row = table.reduce((best, each) => (mm(each) < mm(best) ? each : best));
    told.all++;
    if (row.fate === fate) told.right++;
    else
      wrong.push(
        `${fate} told as ${row.fate}, ${row.before?.volumeMl} to ${row.after?.volumeMl} ml`,
      );
    // Of one carried whole; of two that merge the row tells of the larger one alone.
    if (before.length !== 1 || row.before === null) continue;
    const off = away(row.carriedTo, carriedOf(row, before[0], carried[0]));
    (inArm ? told.armErrors : told.errors).push(off);
  }
  const extra = table.length - pair.lesions.length;
  console.log(
    `seed ${seed}: ${JSON.stringify(counts)}${extra ? `; ${extra} row(s) too many` : ''}`,
  );
  for (const line of wrong) console.log(`  ${line}`);
}

/** The true place of what was carried: its outline's centre, which noise and voxels move a little, moved as the patient was. */
function carriedOf(row, before, carried) {
  return carried.map((mm, i) => mm + row.before.centre[i] - before[i]);
}

const most = (list) => Math.max(...list).toFixed(1);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1].toFixed(1);
console.log(`fates right: ${told.right} of ${told.all}`);
console.log(`carried, off by mm: median ${median(told.errors)}, most ${most(told.errors)}`);
console.log(`in arms: median ${median(told.armErrors)}, most ${most(told.armErrors)}`);
console.log(`processor seconds of a comparison: median ${median(told.seconds)}`);
