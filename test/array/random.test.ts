import { createRandom } from '../../src/array/random.js';

const draw = (seed: number, stream: number, count = 20_000) => {
  const random = createRandom(seed, stream);
  return Array.from({ length: count }, () => random.uniform(0, 1));
};

describe('createRandom', () => {
  test('repeats itself for one seed and stream', () => {
    expect(draw(7, 1, 100)).toEqual(draw(7, 1, 100));
  });

  test('differs between neighbouring seeds and streams from the first number on', () => {
    const firsts = [0, 1, 2, 3].flatMap((seed) => [0, 1, 2, 3].map((s) => draw(seed, s, 1)[0]));
    expect(new Set(firsts).size).toBe(16);
  });

  test('follows sfc32: the state after seeding and the update rule', () => {
    // Independent of the implementation: BigInt arithmetic modulo 2^32.
    const mask = 0xffffffffn;
    let [a, b, c, counter] = [0x9e3779b9n, 5n, 2n, 1n];
    const expected: number[] = [];
    for (let round = 0; round < 26; round += 1) {
      const sum = (a + b + counter) & mask;
      counter = (counter + 1n) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = ((((c << 21n) & mask) | (c >> 11n)) + sum) & mask;
      if (round >= 16) expected.push(Number(sum) / 2 ** 32);
    }
    expect(draw(5, 2, 10)).toEqual(expected);
  });

  test('is uniform: mean, variance and serial correlation', () => {
    const values = draw(3, 1);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const covariance = (lag: number) =>
      values.slice(lag).reduce((sum, value, i) => sum + (value - mean) * (values[i]! - mean), 0) /
      (values.length - lag);
    // Four standard errors each.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.0082);
    expect(Math.abs(covariance(0) - 1 / 12)).toBeLessThan(0.0022);
    expect(Math.abs(covariance(1))).toBeLessThan(0.0024);
  });

  test('keeps to the asked ranges and probabilities', () => {
    const random = createRandom(1, 1);
    const logs = Array.from({ length: 4000 }, () => random.logUniform(2, 32));
    expect(Math.min(...logs)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...logs)).toBeLessThan(32);
    // Half of the numbers lie below the geometric mean of the ends.
    const below = logs.filter((value) => value < 8).length / logs.length;
    expect(Math.abs(below - 0.5)).toBeLessThan(0.04);
    const hits = Array.from({ length: 4000 }, () => random.chance(0.2)).filter(Boolean).length;
    expect(Math.abs(hits / 4000 - 0.2)).toBeLessThan(0.03);
    const picks = new Set(Array.from({ length: 100 }, () => random.pick(['a', 'b', 'c'])));
    expect([...picks].sort()).toEqual(['a', 'b', 'c']);
  });
});
