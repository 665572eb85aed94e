import { logitLayout } from '../../../src/segment/predict/logit-layout.js';
import { passRunner } from '../../../src/segment/predict/pass-runner.js';
import { tilesToRun } from '../../../src/segment/predict/tiles-to-run.js';
import { withFakeTime } from '../../support/fake-time.js';
import { recordLog } from '../../support/record-log.js';
import { constantNetwork } from './support/constant-network.js';
import { fakeEngine } from './support/fake-engine.js';
import { classes, fakeInput, fakeModel, fakeOptions } from './support/fake-study.js';
import { slowEngine } from './support/slow-engine.js';

const patchSize = [2, 2, 2];
const model = fakeModel(patchSize);
const onCpu = { device: 'cpu', precision: 'auto' } as const;
const identity = { fold: 0, mirrorAxes: [] };
const layout = logitLayout(classes(2), 2, model.configuration.resamplingProbabilities);

/** Times the first of some tiles side by side, each of which takes the next of the given seconds. */
function timeTiles(count: number, sessions: number, seconds: readonly number[]) {
  return withFakeTime(async (time) => {
    const voxels = 8 * count;
    const input = fakeInput(
      [new Float32Array(voxels), new Float32Array(voxels)],
      [2 * count, 2, 2],
    );
    const engine = fakeEngine({ fold_0: constantNetwork(patchSize, [0, 3]) });
    await engine.load(model.folds[0]!, onCpu, { threads: 1, sessions: 1 }, recordLog().log);
    let next = 0;
    const slow = slowEngine(engine, () => time.take(seconds[next++]!));
    const tiles = tilesToRun(model, input, 1, 'all');
    const progress: string[] = [];
    const onProgress = (done: number, total: number) => progress.push(`${done} of ${total}`);
    const job = { engine: slow, model, input, options: fakeOptions({ onProgress }) };
    const runner = passRunner(job, { sessions }, layout, tiles, 0);
    const perTile = await runner.time(identity, 2);
    const timed = next;
    await runner.run(identity, 1);
    return { perTile, timed, sent: next, logits: (await runner.finish())[0]!, progress };
  });
}

test.each([
  { why: 'the first of slow tiles', tiles: 3, sessions: 1, seconds: [2, 1, 1], timed: 1, is: 2 },
  {
    why: 'the second of quick ones',
    tiles: 3,
    sessions: 1,
    seconds: [0.4, 0.1, 9],
    timed: 2,
    is: 0.1,
  },
  { why: 'the only one', tiles: 1, sessions: 1, seconds: [0.4], timed: 1, is: 0.4 },
  {
    why: 'the slower of two side by side',
    tiles: 5,
    sessions: 2,
    seconds: [2, 3, 1, 1, 1],
    timed: 2,
    is: 1.5,
  },
  {
    why: 'one of two quick rounds, the last not full',
    tiles: 3,
    sessions: 2,
    seconds: [0.4, 0.4, 0.2],
    timed: 3,
    is: 0.1,
  },
])(
  'a pass runner is timed by $why, which count as its first tiles',
  async ({ tiles, sessions, seconds, timed, is }) => {
    const found = await timeTiles(tiles, sessions, seconds);
    expect(found.perTile).toBeCloseTo(is, 9);
    expect(found.timed).toBe(timed);
    expect(found.sent).toBe(tiles);
    // Told of two possible passes while they are timed, of one that is planned then.
    expect(found.progress).toEqual(
      Array.from({ length: tiles }, (_, i) => `${i + 1} of ${i < timed ? 2 * tiles : tiles}`),
    );
    expect(found.logits).toHaveLength(8 * tiles);
    for (const logit of found.logits) expect(logit).toBeCloseTo(3, 5);
  },
);

test('a pass runner without tiles takes no time', async () => {
  const air = fakeInput([new Float32Array(8).fill(-1000), new Float32Array(8)], [2, 2, 2]);
  const tiles = tilesToRun(model, air, 1, 'with-body');
  const job = { engine: fakeEngine({}), model, input: air, options: fakeOptions() };
  const runner = passRunner(job, { sessions: 1 }, layout, tiles, 5);
  expect(await runner.time(identity, 1)).toBe(0);
  expect(runner.secondsForNext()).toBe(0);
});
