import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('results/', import.meta.url));

/** The kept runs of each case, with medians, and ratios between the runs that alternated. */
export function readResults() {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(
      (file) =>
        file.endsWith('.json') &&
        !['scaling.json', 'floor.json', 'time-limits.json'].includes(file),
    )
    .map((file) => JSON.parse(readFileSync(`${folder}${file}`, 'utf8')))
    .map((result) => ({
      ...result,
      ours: medians(result.runs.ours),
      nnunet: medians(result.runs.nnunet),
      window: windowOf(result.runs),
      ratios: ratiosOf(result.runs),
    }));
}

/** What scaling.mjs measured, or null. */
export function readExtra(name) {
  const path = `${folder}${name}.json`;
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medians(runs) {
  if (runs.length === 0) return null;
  const of = (pick) => median(runs.map(pick));
  const stages = Object.fromEntries(
    Object.keys(runs[0].stages).map((stage) => [stage, of((run) => run.stages[stage])]),
  );
  return { wall: of((r) => r.wall), cpu: of((r) => r.cpu), rssMb: of((r) => r.rssMb), stages };
}

/** Seconds of one pass of the sliding window, ours and MONAI's, and the ratio; null where it was not run. */
function windowOf({ ours, monai = [] }) {
  if (monai.length === 0) return null;
  const onePass = ours.map(({ stages, passes }) => stages.network / passes);
  return {
    ours: median(onePass),
    monai: median(monai.map(({ wall }) => wall)),
    ratio: median(monai.map(({ wall }, i) => wall / onePass[i])),
  };
}

function ratiosOf({ ours, nnunet }) {
  if (nnunet.length === 0) return null;
  const pairs = nnunet.map((theirs, i) => [theirs, ours[i]]);
  return {
    wall: median(pairs.map(([a, b]) => a.wall / b.wall)),
    cpu: median(pairs.map(([a, b]) => a.cpu / b.cpu)),
    rss: median(pairs.map(([a, b]) => b.rssMb / a.rssMb)),
  };
}
