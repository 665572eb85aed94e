// Times the metrics of a pair of masks, ours and three ways in Python: see README.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectedComponents } from '../../dist/array/connected-components.js';
import { caseMetrics } from '../../dist/evaluate/score/case-metrics.js';
import { readMask } from '../../dist/lesions/read-mask.js';
import { makePet, pairs, shape, spacing } from './make-pairs.mjs';

const { values, positionals } = parseArgs({
  options: { python: { type: 'string' }, masks: { type: 'boolean' } },
  allowPositionals: true,
});
const repeats = 5;
const folder = mkdtempSync(join(tmpdir(), 'autopet-bench-'));

try {
  if (values.masks) {
    const [prediction, reference] = await Promise.all(positionals.map((p) => readMask(p, null)));
    const size = reference.size.toReversed();
    compare('the given masks', [prediction.data, reference.data], size, reference.spacing);
  }
  for (const [title, make] of Object.entries(pairs)) compare(title, make(), shape, spacing);
} finally {
  rmSync(folder, { recursive: true });
}

function compare(title, [prediction, reference], size, mm) {
  const pet = makePet(reference);
  const score = (uptake) => {
    const predicted = connectedComponents(prediction, size, 18);
    const expected = connectedComponents(reference, size, 18);
    const grid = {
      size: size.toReversed(),
      spacing: mm,
      origin: [0, 0, 0],
      direction: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    };
    return caseMetrics(predicted, expected, { grid, pet: uptake }, 'III');
  };
  const bare = time(() => score(null));
  const full = time(() => score(pet));
  const { dice, fpv_ml, fnv_ml, predicted_lesions, reference_lesions } = full.answer;
  console.log(`\n${title}: ${predicted_lesions} and ${reference_lesions} components`);
  report('autopet, all metrics', bare);
  report('autopet, all metrics with PET', full);
  if (values.python === undefined) return;
  writeFileSync(join(folder, 'prediction.raw'), prediction);
  writeFileSync(join(folder, 'reference.raw'), reference);
  const script = new URL('bench.py', import.meta.url).pathname;
  const args = [script, folder, ...size.map(String), ...mm.map(String)];
  const environment = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const ways = JSON.parse(execFileSync(values.python, args, { env: environment }).toString());
  for (const way of ways) {
    report(`Python, ${way.title}`, way);
    const differs = [dice, fpv_ml, fnv_ml].some(
      (v, i) => Math.abs(v - way.answer[i]) > 1e-9 * (1 + v),
    );
    if (way.answer.every((v) => v !== null) && differs)
      throw new Error(`${title}: ${way.title} differs`);
  }
}

function time(work) {
  let answer = work();
  const runs = Array.from({ length: repeats }, () => {
    const [wall, cpu] = [performance.now(), process.cpuUsage()];
    answer = work();
    const { user, system } = process.cpuUsage(cpu);
    return { wall: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6 };
  });
  const median = (key) => runs.map((run) => run[key]).sort((a, b) => a - b)[repeats >> 1];
  return { answer, wall: median('wall'), cpu: median('cpu') };
}

function report(title, { wall, cpu, note = '' }) {
  console.log(
    `  ${title.padEnd(46)} ${cpu.toFixed(2)} s of processor, ${wall.toFixed(2)} s${note}`,
  );
}
