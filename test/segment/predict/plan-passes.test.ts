import { planPasses } from '../../../src/segment/predict/plan-passes.js';

/** Passes in few words: fold, then mirror axes. */
const inWords = (passes: ReturnType<typeof planPasses>) =>
  passes.map(({ fold, mirrorAxes }) => `${fold}:${mirrorAxes}`);

describe('planPasses', () => {
  test('finishes each fold in turn when there is time', () => {
    for (const tta of ['auto', 'full'] as const) {
      expect(inWords(planPasses(2, [0, 2], tta, false))).toEqual([
        ...['0:', '0:0', '0:2', '0:0,2'],
        ...['1:', '1:0', '1:2', '1:0,2'],
      ]);
    }
  });

  test('gives every fold its turn before the next mirror when time may run out', () => {
    expect(inWords(planPasses(3, [0, 1], 'auto', true))).toEqual([
      ...['0:', '1:', '2:'],
      ...['0:0', '1:0', '2:0'],
      ...['0:1', '1:1', '2:1'],
      ...['0:0,1', '1:0,1', '2:0,1'],
    ]);
  });

  test.each([true, false])('mirrors nothing without TTA (deadline: %p)', (hasDeadline) => {
    expect(inWords(planPasses(2, [0, 1, 2], 'none', hasDeadline))).toEqual(['0:', '1:']);
  });
});
