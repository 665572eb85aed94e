import type { Deadline } from '../../../src/segment/predict/deadline.js';
import { predictLogits } from '../../../src/segment/predict/predict-logits.js';
import { withFakeTime } from '../../support/fake-time.js';
import { constantNetwork } from './support/constant-network.js';
import { fakeEngine } from './support/fake-engine.js';
import { fakeInput, fakeModel, fakeOptions } from './support/fake-study.js';
import { slowEngine } from './support/slow-engine.js';
import { toFourDecimals } from './support/to-four-decimals.js';

const patchSize = [2, 2, 2];
const networks = {
  fold_0: constantNetwork(patchSize, [0, 1]),
  fold_1: constantNetwork(patchSize, [0, 4]),
};
const model = fakeModel(patchSize, { folds: 2, mirrorAxes: [0, 1] });
const tissue = fakeInput([new Float32Array(8), new Float32Array(8)], [2, 2, 2]);

/** Plenty of time until so many passes have been asked for, then none. */
function timeFor(passes: number): Deadline {
  // Asked once before the first pass, and once before each further one.
  let asked = 0;
  return { hasLimit: true, secondsForPasses: () => (asked++ < passes ? 3600 : -1) };
}

describe('predictLogits with a deadline', () => {
  test.each([1, 2, 3, 5, 8])('stops after the %d passes that fit', async (passes) => {
    const options = fakeOptions({ tta: 'auto', deadline: timeFor(passes) });
    const engine = fakeEngine(networks);
    const found = await predictLogits(engine, model, tissue, options);
    const order = ['', '0', '1', '0,1'].flatMap((axes) => [`0:${axes}`, `1:${axes}`]);
    const done = found.passes.map(({ fold, mirrorAxes }) => `${fold}:${mirrorAxes}`);
    expect(done).toEqual(order.slice(0, passes));
    expect(found.passesPlanned).toBe(8);
    expect(options.warnings).toEqual([]);
    // The mean of the passes that were made: 1 from each of fold 0, 4 of fold 1.
    const total = found.passes.reduce((sum, { fold }) => sum + [1, 4][fold]!, 0);
    expect(toFourDecimals(found.logits)).toEqual([Array(8).fill(total / passes)]);
  });

  test('makes one pass even if there is no time at all, and says so beforehand', async () => {
    const options = fakeOptions({
      tta: 'auto',
      deadline: { hasLimit: true, secondsForPasses: () => -5 },
    });
    const found = await predictLogits(fakeEngine(networks), model, tissue, options);
    expect(found.passes).toEqual([{ fold: 0, mirrorAxes: [] }]);
    expect(options.warnings).toHaveLength(1);
    expect(options.warnings[0]).toContain('the time limit leaves 0 s');
  });

  test('makes no further pass that takes longer than the time that is left', async () => {
    const engine = fakeEngine(networks);
    const slow = slowEngine(engine, () => new Promise((resolve) => setTimeout(resolve, 40)));
    const passesWith = async (seconds: number) => {
      const deadline = { hasLimit: true, secondsForPasses: () => seconds };
      const options = fakeOptions({ tta: 'auto', deadline });
      return (await predictLogits(slow, fakeModel(patchSize, { mirrorAxes: [0] }), tissue, options))
        .passes.length;
    };
    expect(await passesWith(0.01)).toBe(1);
    expect(await passesWith(60)).toBe(2);
  });

  test('plans by what all sessions do, and for the last tile that leaves the others idle', async () => {
    const thin = fakeModel(patchSize, { mirrorAxes: [0, 1] });
    // A tile takes 3 s in either of two sessions: 1.5 s each, and another 1.5 s at the very end.
    const planned = (seconds: number, sessions: number): Promise<number> =>
      withFakeTime(async (time) => {
        const engine = fakeEngine(networks);
        const slow = slowEngine(engine, () => time.take(3));
        const deadline = { hasLimit: true, secondsForPasses: () => seconds };
        const options = fakeOptions({ tta: 'auto', threads: 2, sessions, deadline });
        const found = await predictLogits(slow, thin, tissue, options);
        expect(found.sessions).toBe(sessions);
        return found.passesPlanned;
      });
    expect(await planned(7.4, 2)).toBe(3);
    expect(await planned(7.6, 2)).toBe(4);
    expect(await planned(7.6, 1)).toBe(2);
  });

  test.each(['full', 'none'] as const)('never cuts tta %s short', async (tta) => {
    const options = fakeOptions({ tta, deadline: timeFor(0) });
    const engine = fakeEngine(networks);
    const found = await predictLogits(engine, model, tissue, options);
    expect(found.passes).toHaveLength(found.passesPlanned);
    expect(found.passesPlanned).toBe(tta === 'full' ? 8 : 2);
    // As nothing will be cut, a fold is finished before the next one is loaded.
    expect(engine.loads).toEqual(['fold_0 on cpu', 'fold_1 on cpu']);
    expect(options.warnings).toHaveLength(1);
  });
});
