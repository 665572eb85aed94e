// Makes docs/benchmarks.md and its plots from bench/results: node bench/write-docs.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plot } from './plot.mjs';
import { readExtra, readResults } from './read-results.mjs';

const docs = (name) => fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
const results = readResults();
const scaling = readExtra('scaling');
const floor = readExtra('floor');
const limits = readExtra('time-limits');
const notes = readFileSync(new URL('notes.md', import.meta.url), 'utf8');

const sections = [
  '# Benchmarks',
  'Made by `node bench/write-docs.mjs` from the runs in `bench/results`; `npm run bench -- --python PATH` makes new ones.',
  notes.trim(),
  '## Whole studies next to nnU-Net',
  'Both ran in turn on the same machine, model folder and study; ratios are medians over the pairs. CPU seconds are those of all threads.',
  table(
    [
      'case',
      'runs',
      'ours: s',
      'CPU s',
      'MB',
      'nnU-Net: s',
      'CPU s',
      'MB',
      'faster: s',
      'CPU s',
      'memory',
    ],
    results.filter(({ ratios }) => ratios !== null).map(row),
  ),
  ...results.map(
    ({ name, what, dice }) =>
      `- \`${name}\`: ${what}.${dice == null ? '' : ` Dice against the faithful mask: ${dice.toFixed(4)}.`}`,
  ),
  ...describeWindows(results.filter(({ window }) => window !== null)),
  ...(limits === null ? [] : ['## Time limits', ...describeLimits(limits)]),
  '### Stages, seconds',
  ...results.map(stages),
  ...(floor === null ? [] : ['## The arithmetic floor', describeFloor(floor)]),
  ...(scaling === null ? [] : ['## Scaling', ...describeScaling(scaling)]),
];
writeFileSync(
  docs('benchmarks.md'),
  `${sections.join('\n\n').replaceAll(/(\n- [^\n]*)\n(?=\n- )/g, '$1')}\n`,
);

function row({ name, runs, ours, nnunet, ratios }) {
  const figures = ({ wall, cpu, rssMb }) => [wall.toFixed(1), cpu.toFixed(1), Math.round(rssMb)];
  return [
    `\`${name}\``,
    runs.nnunet.length,
    ...figures(ours),
    ...figures(nnunet),
    `${ratios.wall.toFixed(2)}×`,
    `${ratios.cpu.toFixed(2)}×`,
    `${Math.round(100 * ratios.rss)} %`,
  ];
}

function stages({ name, ours, nnunet, machine, threads }) {
  const list = (of) =>
    Object.entries(of.stages)
      .map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)}`)
      .join(', ');
  const theirs = nnunet === null ? '' : ` nnU-Net: ${list(nnunet)}.`;
  return `- \`${name}\` (${machine.processor}, ${threads} threads, load ${machine.load.toFixed(0)}, Node.js ${machine.node}). Ours: ${list(ours)}.${theirs}`;
}

function describeFloor({ gflop, gflopPerSecond, seconds }) {
  const least = gflop / gflopPerSecond;
  return [
    `One tile of the kit "plain" is ${gflop.toFixed(2)} GFLOP of direct convolution; this machine's matrix product reaches ${gflopPerSecond.toFixed(0)} GFLOP/s on one thread, so a tile cannot take less than ${(1000 * least).toFixed(0)} ms by direct sums.`,
    `It takes ${(1000 * seconds).toFixed(0)} ms of processor time: ${Math.round((100 * least) / seconds)} % of the floor's rate.`,
  ].join('\n');
}

function describeWindows(windows) {
  if (windows.length === 0) return [];
  return [
    "### One pass of the window next to MONAI's",
    "MONAI's `sliding_window_inference` (Gaussian weights, half overlap) with the same network in PyTorch, on the same preprocessed study.",
    table(
      ['case', 'ours: s', 'MONAI: s', 'faster'],
      windows.map(({ name, window }) => [
        `\`${name}\``,
        window.ours.toFixed(2),
        window.monai.toFixed(2),
        `${window.ratio.toFixed(2)}×`,
      ]),
    ),
  ];
}

function describeLimits({ what, runs }) {
  return [
    `${what}, \`--tta auto\`, real runs in turn.`,
    table(
      ['limit, s', 'passes planned', 'done', 'possible', 'finished after, s', 'to spare'],
      runs.map(({ limit, passes, wall }) => [
        limit ?? 'none',
        passes.planned,
        passes.done,
        passes.possible,
        wall.toFixed(1),
        limit === null ? '-' : `${Math.round(100 * (1 - wall / limit))} %`,
      ]),
    ),
  ];
}

function describeScaling({ voxels, tiles, threads }) {
  const series = (pick) => voxels.map((r) => [r.voxels / 1e6, pick(r)]);
  const x = 'million voxels of the PET';
  writeFileSync(
    docs('benchmarks-time.svg'),
    plot(
      'Everything but the network',
      x,
      'CPU seconds',
      series((r) => r.cpu),
    ),
  );
  writeFileSync(
    docs('benchmarks-memory.svg'),
    plot(
      'Peak memory without a network',
      x,
      'MB',
      series((r) => r.rssMb),
    ),
  );
  const floorOf = (count) => (count * floor.gflop) / (floor.gflopPerSecond * 2);
  writeFileSync(
    docs('benchmarks-tiles.svg'),
    plot(
      'Network, two threads (grey: arithmetic floor)',
      'tiles',
      'seconds',
      tiles.map((r) => [r.tiles, r.network]),
      tiles.map((r) => [r.tiles, floorOf(r.tiles)]),
    ),
  );
  return [
    table(
      ['million voxels', 'tiles', 's', 'CPU s', 'MB'],
      voxels.map((r) => [
        (r.voxels / 1e6).toFixed(1),
        r.tiles,
        r.wall.toFixed(1),
        r.cpu.toFixed(1),
        Math.round(r.rssMb),
      ]),
    ),
    '![CPU time against voxels](benchmarks-time.svg)',
    '![Peak memory against voxels](benchmarks-memory.svg)',
    'The network of the kit "plain", one pass on two threads, against tiles (smaller steps make more of them); the floor is theirs at the rate of this machine\'s matrix product.',
    table(
      ['tiles', 'network: s', 'floor: s'],
      tiles.map((r) => [r.tiles, r.network.toFixed(2), floorOf(r.tiles).toFixed(2)]),
    ),
    '![Network time against tiles](benchmarks-tiles.svg)',
    'And against threads:',
    table(
      ['threads', 'network: s', 'MB'],
      threads.map((r) => [r.threads, r.network.toFixed(2), Math.round(r.rssMb)]),
    ),
  ];
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
