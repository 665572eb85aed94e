import { deadline } from '../../../src/segment/predict/deadline.js';
import { shareDeadline } from '../../../src/segment/predict/share-deadline.js';

describe('shareDeadline', () => {
  test('keeps the rest of the time left back', () => {
    let elapsed = 0;
    const due = deadline(100, 10, () => elapsed);
    const shared = shareDeadline(due, 1 / 4);
    expect(shared.hasLimit).toBe(true);
    expect(shared.secondsForPasses()).toBe(20);
    elapsed = 15;
    expect(shared.secondsForPasses()).toBe(5);
    // What the first network leaves over, the next one has.
    expect(shareDeadline(due, 1).secondsForPasses()).toBe(65);
  });

  test('has no end where there is none', () => {
    const shared = shareDeadline(
      deadline(null, 10, () => 5),
      1 / 2,
    );
    expect(shared.hasLimit).toBe(false);
    expect(shared.secondsForPasses()).toBe(Number.POSITIVE_INFINITY);
  });
});
