// Checks the metrics.json of test-evaluation.sh against numbers told by head: node check-evaluation.mjs FILE
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const { results, aggregates, cases, provenance } = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
);
const lesion = (8 * 8 * 8 * 2 * 2 * 3) / 1000;
const image = (64 * 64 * 96 * 2 * 2 * 3) / 1000;
const near = (found, expected, what) =>
  assert.ok(Math.abs(found - expected) <= 1e-6, `${what}: ${found}, expected ${expected}`);

assert.deepEqual(
  results.map((result) => [result.case, result.status]),
  [
    ['case_a', 'scored'],
    ['case_b', 'scored'],
    ['case_c', 'missing'],
  ],
);
const [exact, shifted, failed] = results;
near(exact.dice, 1, 'Dice of the exact mask');
near(shifted.dice, 0.25, 'Dice of the shifted mask');
near(shifted.fpv_ml, lesion, 'FPV of the shifted mask');
near(shifted.fnv_ml, lesion, 'FNV of the shifted mask');
near(failed.dice, 0, 'Dice of the failed job');
near(failed.fnv_ml, 2 * lesion, 'FNV of the failed job');
near(failed.fpv_ml, image - 2 * lesion, 'FPV of the failed job');
near(aggregates.dice.mean, (1 + 0.25 + 0) / 3, 'mean Dice');
assert.deepEqual(failed.notes, ['job 22bb ended as Failed']);
assert.deepEqual(cases, { total: 3, missing: ['case_c'], extra: [] });
assert.match(provenance.command_sha256, /^[0-9a-f]{64}$/);
assert.ok(
  exact.files.prediction.sha256 === exact.files.reference.sha256,
  'equal files, equal sums',
);
console.log('  metrics.json holds what was to be expected');
