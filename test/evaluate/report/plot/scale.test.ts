import { evenScale, volumeScale } from '../../../../src/evaluate/report/plot/scale.js';

test('an even scale ends at round numbers and keeps values within', () => {
  const scale = evenScale([0.3, 9.7], [100, 200], 5);
  expect(scale.ticks.map(({ label }) => label)).toEqual(['0', '2', '4', '6', '8', '10']);
  expect([scale.position(0), scale.position(5), scale.position(10)]).toEqual([100, 150, 200]);
  expect([scale.position(-7), scale.position(70)]).toEqual([100, 200]);
  expect([scale.isBeyond(10), scale.isBeyond(10.1)]).toEqual([false, true]);
});

test('one value alone still has a scale round it', () => {
  const scale = evenScale([3, 3], [0, 100], 5);
  expect(scale.position(3)).toBe(50);
});

test('volumes up to 10 ml lie evenly, from 0', () => {
  const scale = volumeScale(4, [0, 100], 5);
  expect(scale.isLogarithmic).toBe(false);
  expect(scale.position(2)).toBeCloseTo(50, 10);
  expect(volumeScale(0, [0, 100], 5).position(0)).toBe(0);
});

test('larger ones as log(1 + ml), with room for the largest', () => {
  const scale = volumeScale(1000, [0, 300], 5);
  expect(scale.isLogarithmic).toBe(true);
  for (const ml of [0, 1, 30, 1000]) {
    const expected = (300 * Math.log(1 + ml)) / Math.log(1 + 1200);
    expect(Math.abs(scale.position(ml) - expected)).toBeLessThan(1e-9);
  }
  expect(scale.isBeyond(1201)).toBe(true);
  const gaps = scale.ticks.slice(1).map((tick, i) => tick.at - scale.ticks[i]!.at);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(30);
  expect(scale.ticks.map(({ label }) => label)).toContain('1000');
});
