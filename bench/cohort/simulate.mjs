// What shard size does to a cohort on a cluster, on paper: `node bench/cohort/simulate.mjs`. Prints the tables of docs/cohorts.md.
//
// Studies have the grids of autoPET's 1,611. A study takes the time that was measured of the bundled weights on two processors
// (docs/benchmarks.md: 16.9 s for 400x400x326, of which 4.2 s outside the network), in proportion to its voxels; a task begins with
// Node.js and the model. Tasks go to free nodes in the order of the array, as Slurm's do. A lost node's task begins anew on
// another one and skips what is done.
import { balanceShards } from '../../dist/cohort/plan/balance-shards.js';

const START_S = 3; // the engine's, Node.js's, the model's
const FIXED_S = 1.2;
const S_PER_VOXEL = (16.9 - FIXED_S) / (400 * 400 * 326);
const SKIP_S = 0.3; // sums of the files of a study that is done
const DETECT_S = 420; // Slurm's usual SlurmdTimeout of 300 s, then the requeue after 120 s
const LOST_PER_HOUR = 1 / 50; // of a node: far more than usual
const SEEDS = 20;

// Slices: least, median, 95 %, most.
const groups = [
  { studies: 1014, plane: 400 * 400, slices: [200, 326, 619, 661] },
  { studies: 251, plane: 200 * 200, slices: [344, 415, 454, 963] },
  { studies: 230, plane: 256 * 256, slices: [227, 263, 299, 371] },
  { studies: 116, plane: 168 * 168, slices: [135, 195, 195, 315] },
];

function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Voxels of each study, by linear interpolation between the quantiles that are known. */
function drawSizes(random) {
  const at = [0, 0.5, 0.95, 1];
  const sizes = groups.flatMap(({ studies, plane, slices }) =>
    Array.from({ length: studies }, () => {
      const q = random();
      const k = at.findIndex((quantile, i) => i > 0 && q <= quantile);
      const share = (q - at[k - 1]) / (at[k] - at[k - 1]);
      return plane * Math.round(slices[k - 1] + share * (slices[k] - slices[k - 1]));
    }),
  );
  for (let i = sizes.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [sizes[i], sizes[j]] = [sizes[j], sizes[i]];
  }
  return sizes;
}

/** One run: when the last task ends, how much of the nodes' time was idle, and what restarts cost. */
export function simulate(
  sizes,
  { nodes, perShard, slowShare = 0, losing = false, cost = 1 },
  random,
) {
  const shards = Math.ceil(sizes.length / perShard);
  const placed = balanceShards(sizes, shards);
  const tasks = Array.from({ length: shards }, () => []);
  for (const [k, voxels] of sizes.entries()) {
    tasks[placed[k] - 1].push(FIXED_S + cost * voxels * S_PER_VOXEL);
  }
  const free = Array.from({ length: nodes }, (_, k) => ({
    at: 0,
    pace: k < slowShare * nodes ? 2 : 1,
  }));
  const queue = tasks.map((studies) => ({ studies, done: 0, from: 0 }));
  let [busy, wasted, lost] = [0, 0, 0];
  while (queue.length > 0) {
    const node = free.reduce((a, b) => (b.at < a.at ? b : a));
    let next = queue.findIndex(({ from }) => from <= node.at);
    if (next < 0) {
      next = queue.reduce((best, task, k) => (task.from < queue[best].from ? k : best), 0);
    }
    const [task] = queue.splice(next, 1);
    const begun = Math.max(node.at, task.from);
    const death = losing
      ? begun + (-Math.log(1 - random()) / LOST_PER_HOUR) * 3600
      : Number.POSITIVE_INFINITY;
    let time = begun + node.pace * (START_S + task.done * SKIP_S);
    let done = task.done;
    while (done < task.studies.length && time + node.pace * task.studies[done] <= death) {
      time += node.pace * task.studies[done];
      done += 1;
    }
    if (done === task.studies.length) {
      busy += time - begun;
      node.at = time;
    } else {
      lost += 1;
      wasted += death - time + node.pace * (START_S + task.done * SKIP_S);
      busy += death - begun;
      // The node comes back after a while; its task waits until it is missed.
      node.at = death + 1800;
      queue.push({ ...task, done, from: death + DETECT_S });
    }
  }
  const end = Math.max(...free.map(({ at }) => at));
  return { end, idle: 1 - busy / (nodes * end), lost, wasted, shards };
}

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function average(options) {
  const runs = Array.from({ length: SEEDS }, (_, seed) => {
    const random = generator(seed + 1);
    return simulate(drawSizes(random), options, random);
  });
  const of = (key) => mean(runs.map((run) => run[key]));
  return {
    end: of('end'),
    idle: of('idle'),
    lost: of('lost'),
    wasted: of('wasted'),
    shards: runs[0].shards,
  };
}

function time(seconds) {
  return seconds < 3600 ? `${(seconds / 60).toFixed(1)} min` : `${(seconds / 3600).toFixed(2)} h`;
}

function table(title, options) {
  const sizes = [1, 4, 12, 24, 48, 96];
  console.log(`\n${title}\n`);
  console.log(`| nodes | ${sizes.map((n) => `${n} a shard`).join(' | ')} |`);
  console.log(`|---|${sizes.map(() => '---').join('|')}|`);
  for (const nodes of [1, 5, 20, 50, 100, 200]) {
    const cells = sizes.map((perShard) => {
      const { end, idle } = average({ nodes, perShard, ...options });
      return `${time(end)}, ${Math.round(100 * idle)} %`;
    });
    console.log(`| ${nodes} | ${cells.join(' | ')} |`);
  }
}

table('Makespan and idle share of the nodes; all nodes alike, none lost:', {});
table('A tenth of the nodes takes twice as long:', { slowShare: 0.1 });
console.log('\n20 nodes, each lost once in 50 hours; a network that takes ten times as long:\n');
console.log(
  '| studies a shard | shards | lost in a run | makespan | work done twice |\n|---|---|---|---|---|',
);
for (const perShard of [1, 4, 12, 24, 48, 96]) {
  const { end, lost, wasted, shards } = average({ nodes: 20, perShard, losing: true, cost: 10 });
  console.log(
    `| ${perShard} | ${shards} | ${lost.toFixed(2)} | ${time(end)} | ${wasted.toFixed(0)} s |`,
  );
}
