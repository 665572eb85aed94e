// Segments one study and prints what it cost as one line of JSON: node bench/ours.mjs '{"pet": ..., "model": ...}'
import { segment } from '../dist/segment/segment.js';

const silent = () => undefined;
const started = performance.now();
const report = await segment({
  device: 'cpu',
  tta: 'full',
  folds: 'auto',
  stepSize: 0.5,
  timeLimit: null,
  threads: null,
  probabilities: null,
  log: { info: silent, warn: (...said) => console.error(...said) },
  onProgress: silent,
  ...JSON.parse(process.argv[2]),
});
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    wall: (performance.now() - started) / 1000,
    cpu: (user + system) / 1e6,
    rssMb: process.resourceUsage().maxRSS / 1024,
    stages: report.seconds,
    tiles: report.tiles.run,
    skipped: report.tiles.skipped,
    passes: report.passes.done.length,
    passesPlanned: report.passes.planned,
    passesPossible: report.passes.possible,
  }),
);
