// Segments one study and prints what it cost as one line of JSON: node bench/ours.mjs '{"pet": ..., "model": ...}'
import { segment } from '../dist/segment/segment.js';

const started = performance.now();
const result = await segment({
  device: 'cpu',
  tta: 'full',
  log: { info: () => undefined, warn: (...said) => console.error(...said) },
  ...JSON.parse(process.argv[2]),
});
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    wall: (performance.now() - started) / 1000,
    cpu: (user + system) / 1e6,
    rssMb: process.resourceUsage().maxRSS / 1024,
    stages: result.seconds,
    tiles: result.tiles.run,
    skipped: result.tiles.skipped,
    passes: result.passes.done.length,
    passesPlanned: result.passes.planned,
    passesPossible: result.passes.possible,
  }),
);
