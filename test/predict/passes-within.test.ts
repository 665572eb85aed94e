import fc from 'fast-check';
import { deadline } from '../../src/predict/deadline.js';
import { passesWithin } from '../../src/predict/passes-within.js';
import { planPasses } from '../../src/predict/plan-passes.js';

const passes = planPasses(2, [0, 1, 2], 'auto', true);

test.each([
  { seconds: 160, fit: 16, why: 'all when there is time enough' },
  { seconds: 159.9, fit: 15, why: 'no pass that would not be finished' },
  { seconds: 25, fit: 2, why: 'every fold unmirrored first' },
  { seconds: 9, fit: 1, why: 'one, even if it does not fit' },
  { seconds: -30, fit: 1, why: 'one, even without any time' },
  { seconds: 1e6, fit: 16, why: 'no more than there are' },
])('passesWithin plans $why: $fit of 10 s in $seconds s', ({ seconds, fit }) => {
  expect(passesWithin(passes, 10, seconds)).toEqual(passes.slice(0, fit));
});

test('passesWithin plans all without a limit, and where passes take no time', () => {
  expect(passesWithin(passes, 10, Number.POSITIVE_INFINITY)).toEqual(passes);
  expect(passesWithin(passes, 0, 5)).toEqual(passes);
});

test('a plan that is kept ends with a tenth of the limit to spare, or is a single pass', () => {
  const seconds = fc.double({ min: 0.01, max: 500, noNaN: true });
  fc.assert(
    fc.property(seconds, seconds, seconds, seconds, (limit, before, after, perPass) => {
      let clock = before;
      const due = deadline(limit, after, () => clock);
      const planned = passesWithin(passes, perPass, due.secondsForPasses());
      clock += planned.length * perPass + after;
      expect(planned.length === 1 || clock <= 0.9 * limit + 1e-9).toBe(true);
      // Nor is time wasted: one more pass would have been too many.
      expect(planned.length === passes.length || clock + perPass > 0.9 * limit - 1e-9).toBe(true);
    }),
  );
});
