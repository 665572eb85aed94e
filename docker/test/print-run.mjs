// Prints the table of a run from its log on standard input: seconds per stage and peak memory.
import { readFileSync } from 'node:fs';

const lines = readFileSync(0, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('{'));
const last = lines.map((line) => JSON.parse(line)).findLast((line) => line.report !== undefined);
if (last === undefined) throw new Error('the log has no report');
const { report, memory_peak_mb } = last;
for (const [stage, seconds] of Object.entries(report.seconds)) {
  console.log(`  ${stage.padEnd(12)} ${seconds.toFixed(2).padStart(7)} s`);
}
console.log(
  `  device ${report.device}, ${report.threads} thread(s), ${report.passes.done.length} pass(es)`,
);
console.log(
  `  peak memory: ${report.peak_rss_mb} MB resident, ${memory_peak_mb ?? 'unknown'} MB in the cgroup`,
);
