import fc from 'fast-check';
import { deadline } from '../../../src/segment/predict/deadline.js';
import { passesWithin } from '../../../src/segment/predict/passes-within.js';

const possible = 16;

test.each([
  { seconds: 160, fit: 16, why: 'all when there is time enough' },
  { seconds: 159.9, fit: 15, why: 'no pass that would not be finished' },
  { seconds: 25, fit: 2, why: 'as many as can be finished' },
  { seconds: 9, fit: 1, why: 'one, even if it does not fit' },
  { seconds: -30, fit: 1, why: 'one, even without any time' },
  { seconds: 1e6, fit: 16, why: 'no more than there are' },
])('passesWithin plans $why: $fit of 10 s in $seconds s', ({ seconds, fit }) => {
  expect(passesWithin(possible, 10, seconds)).toBe(fit);
});

test('passesWithin plans all without a limit, and where passes take no time', () => {
  expect(passesWithin(possible, 10, Number.POSITIVE_INFINITY)).toBe(possible);
  expect(passesWithin(possible, 0, 5)).toBe(possible);
});

test('a plan that is kept ends with a tenth of the limit to spare, or is a single pass', () => {
  const seconds = fc.double({ min: 0.01, max: 500, noNaN: true });
  fc.assert(
    fc.property(seconds, seconds, seconds, seconds, (limit, before, after, perPass) => {
      let clock = before;
      const due = deadline(limit, after, () => clock);
      const planned = passesWithin(possible, perPass, due.secondsForPasses());
      clock += planned * perPass + after;
      expect(planned === 1 || clock <= 0.9 * limit + 1e-9).toBe(true);
      // Nor is time wasted: one more pass would have been too many.
      expect(planned === possible || clock + perPass > 0.9 * limit - 1e-9).toBe(true);
    }),
  );
});
