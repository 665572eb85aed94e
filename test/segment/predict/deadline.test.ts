import { deadline } from '../../../src/segment/predict/deadline.js';

describe('deadline', () => {
  test('leaves nine tenths of the limit, less the reserve and what has passed', () => {
    let elapsed = 30;
    const due = deadline(300, 20, () => elapsed);
    expect(due.hasLimit).toBe(true);
    expect(due.secondsForPasses()).toBe(220);
    elapsed = 251;
    expect(due.secondsForPasses()).toBe(-1);
  });

  test('leaves for ever without a limit', () => {
    const due = deadline(null, 20, () => 1e9);
    expect(due.hasLimit).toBe(false);
    expect(due.secondsForPasses()).toBe(Number.POSITIVE_INFINITY);
  });

  test('takes a limit of nothing for a limit', () => {
    const due = deadline(0, 1, () => 2);
    expect(due.hasLimit).toBe(true);
    expect(due.secondsForPasses()).toBe(-3);
  });
});
