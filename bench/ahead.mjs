// What reading the next study beside the network gains, in turns, each run in a process of its own:
//   npm run build && node bench/ahead.mjs [--rounds 3] [--studies 3] [--slices 120] [--width 200] [--threads 1] [--tta none]
// With one thread on several processors the network leaves some idle, as one on a GPU does. Prints a line of JSON a run, then the
// medians. Masks must be of the same bytes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openSegmenter } from '../dist/segment/open-segmenter.js';
import { paintStudy } from './paint-study.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    studies: { type: 'string', default: '3' },
    slices: { type: 'string', default: '120' },
    width: { type: 'string', default: '200' },
    threads: { type: 'string', default: '1' },
    tta: { type: 'string', default: 'none' },
    side: { type: 'string' },
    scratch: { type: 'string' },
  },
});
if (values.side === undefined) await compare();
else console.log(JSON.stringify(await run(values)));

async function compare() {
  const scratch = mkdtempSync(join(os.tmpdir(), 'autopet-ahead-'));
  try {
    await paintStudy(scratch, Number(values.slices), Number(values.width));
    const found = { alone: [], ahead: [] };
    for (let round = 0; round < Number(values.rounds); round++) {
      // Whoever comes first finds the machine cool.
      for (const side of round % 2 === 0 ? ['alone', 'ahead'] : ['ahead', 'alone']) {
        const flags = [...process.argv.slice(2), '--side', side, '--scratch', scratch];
        const line = execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...flags]);
        const cost = JSON.parse(String(line));
        console.log(JSON.stringify(cost));
        found[side].push(cost);
      }
    }
    const masks = new Set(Object.values(found).flatMap((costs) => costs.map(({ mask }) => mask)));
    if (masks.size !== 1) throw new Error('the masks differ');
    for (const [side, costs] of Object.entries(found)) {
      const median = (key) =>
        costs.map((cost) => cost[key]).sort((a, b) => a - b)[costs.length >> 1];
      console.log(
        `${side}: ${median('wall').toFixed(1)} s, ${median('cpu').toFixed(1)} s of processors, ${median('rssMb').toFixed(0)} MB; load ${os.loadavg()[0].toFixed(1)}`,
      );
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The same study as often as asked for: what is read ahead is not kept from one time to the next. */
async function run({ side, scratch, studies, threads, tta }) {
  const study = { pet: join(scratch, 'pet.mha'), ct: join(scratch, 'ct.mha'), tta };
  const output = join(scratch, 'mask.mha');
  const segmenter = await openSegmenter({ device: 'cpu', threads: Number(threads) });
  const [began, before] = [performance.now(), process.cpuUsage()];
  const steps = [];
  for (let k = 0; k < Number(studies); k++) {
    const hasNext = side === 'ahead' && k + 1 < Number(studies);
    const next = async () => ({ ...study, output });
    const { seconds } = await segmenter.segment({ ...study, output }, hasNext ? next : undefined);
    steps.push(seconds);
  }
  const { user, system } = process.cpuUsage(before);
  const cost = {
    ...{ side, wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 },
    rssMb: process.resourceUsage().maxRSS / 1024,
    mask: createHash('sha256').update(readFileSync(output)).digest('hex'),
    steps,
  };
  await segmenter.close();
  return cost;
}
