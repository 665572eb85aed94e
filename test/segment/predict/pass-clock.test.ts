import { startPassClock } from '../../../src/segment/predict/pass-clock.js';

/** A clock whose tiles take the given seconds each. */
function clockAfter(tilesPerPass: number, seconds: readonly number[], planned = 100) {
  let now = 5000;
  const clock = startPassClock(tilesPerPass, planned, () => now);
  for (const each of seconds) {
    now += each * 1000;
    clock.countTile();
  }
  return clock;
}

describe('the next pass takes', () => {
  test('what was planned, before there is a tile to judge by', () => {
    expect(clockAfter(4, []).secondsForNext(0)).toBe(100);
  });

  test('as long as its tiles, before there is a whole pass', () => {
    expect(clockAfter(4, [1, 3]).secondsForNext(0)).toBe(8);
  });

  test('as long as the slowest pass, not counting the one that is not done', () => {
    const clock = clockAfter(2, [1, 1, 4, 5, 2, 2, 60]);
    expect(clock.secondsForNext(0)).toBe(9);
  });

  test('longer by the tiles that are under way before it', () => {
    expect(clockAfter(4, [1, 1, 1, 1]).secondsForNext(2)).toBe(6);
    expect(clockAfter(1, []).secondsForNext(2)).toBe(300);
  });

  test('no time without tiles', () => {
    expect(clockAfter(0, []).secondsForNext(0)).toBe(0);
  });
});
