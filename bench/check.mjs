// Compares the ratios of a new run (bench/results) to those kept in bench/expected.json, with a band
// that machines' noise does not leave: node bench/check.mjs [--update]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readResults } from './read-results.mjs';

// A regression worth the name halves a ratio or more than halves it slowly; noise moves it by a fifth.
const band = 0.7;
const path = fileURLToPath(new URL('expected.json', import.meta.url));
const found = Object.fromEntries(
  readResults()
    .filter(({ ratios }) => ratios !== null)
    .map(({ name, ratios }) => [name, ratios]),
);
if (process.argv.includes('--update')) {
  writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
} else {
  const expected = JSON.parse(readFileSync(path, 'utf8'));
  let failed = 0;
  for (const [name, { cpu, rss }] of Object.entries(expected)) {
    const now = found[name];
    if (now === undefined) continue;
    const isFast = now.cpu >= band * cpu;
    const isSmall = now.rss <= rss / band;
    if (!isFast || !isSmall) failed++;
    console.log(
      `${isFast && isSmall ? 'ok  ' : 'FAIL'} ${name}: ${now.cpu.toFixed(2)}x faster in CPU time (kept: ${cpu.toFixed(2)}), ${now.rss.toFixed(2)} of the memory (kept: ${rss.toFixed(2)})`,
    );
  }
  process.exitCode = failed > 0 ? 1 : 0;
}
