import fc from 'fast-check';
import { passCost, secondsOfPass } from '../../../src/segment/predict/pass-cost.js';

test.each([
  { why: 'its tiles', sessions: 1, folds: 1, pass: 20, idle: 0 },
  { why: 'its tiles, whichever sessions run them', sessions: 4, folds: 1, pass: 20, idle: 6 },
  { why: 'its tiles and loading', sessions: 1, folds: 5, pass: 23, idle: 0 },
  { why: 'its tiles, loading, and the wait for it', sessions: 4, folds: 2, pass: 29, idle: 6 },
])('a pass of $folds fold(s) in $sessions session(s) takes $why', (given) => {
  const cost = passCost(2, { sessions: given.sessions, secondsToLoad: 3 }, given.folds);
  expect(secondsOfPass(cost, 10)).toBe(given.pass);
  expect(cost.secondsIdle).toBe(given.idle);
});

test('a pass costs the more the more tiles it has, by the seconds of a tile', () => {
  const seconds = fc.double({ min: 0, max: 100, noNaN: true });
  const few = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(seconds, seconds, few, few, fc.nat(500), (perTile, toLoad, sessions, folds, n) => {
      const cost = passCost(perTile, { sessions, secondsToLoad: toLoad }, folds);
      const more = secondsOfPass(cost, n + 1) - secondsOfPass(cost, n);
      expect(more).toBeCloseTo(perTile, 6);
    }),
  );
});
