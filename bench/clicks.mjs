// What a second iteration of clicks costs outside the network, with a model that stays loaded:
//   node bench/clicks.mjs PET CT [MODEL] [REPEATS]
// Both iterations take the same clicks of the kit; files have another name each time, as on the platform.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSegmenter } from '../dist/segment/open-segmenter.js';

const kit = (name) => fileURLToPath(new URL(`../test/parity/click-kits/${name}`, import.meta.url));
const [pet, ct, model = kit('impulses/model'), repeats = '3'] = process.argv.slice(2);
const scratch = mkdtempSync(join(os.tmpdir(), 'autopet-clicks-'));
const points = Array.from({ length: 20 }, (_, i) => ({
  point: [60 + i, 60, 60 + 3 * i],
  name: i % 2 === 0 ? 'tumor' : 'background',
}));
const clicks = join(scratch, 'clicks.json');
writeFileSync(clicks, JSON.stringify({ type: 'Multiple points', points }));
const outside = ({ network = 0, total, ...others }) =>
  Object.values(others).reduce((sum, seconds) => sum + seconds, 0);

try {
  for (let repeat = 0; repeat < Number(repeats); repeat++) {
    const segmenter = await openSegmenter({ model, device: 'cpu' });
    const costs = [];
    for (const iteration of [1, 2]) {
      const [a, b] = ['pet', 'ct'].map((kind) => join(scratch, `${kind}-${iteration}.mha`));
      copyFileSync(pet, a);
      copyFileSync(ct, b);
      const output = join(scratch, 'mask.mha');
      const began = performance.now();
      const result = await segmenter.segment({
        ...{ pet: a, ct: b, clicks, output, tta: 'none' },
        state: [join(scratch, 'state')],
      });
      const whole = (performance.now() - began) / 1000;
      // What no step counts, such as summing the files, is outside the network too.
      costs.push(whole - result.seconds.network);
      console.log(
        JSON.stringify({ iteration, ...result.seconds, outside: outside(result.seconds) }),
      );
    }
    await segmenter.close();
    const [first, second] = costs;
    console.log(
      `outside the network: ${first.toFixed(2)} s, then ${second.toFixed(2)} s: ${((100 * second) / first).toFixed(0)} %`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
