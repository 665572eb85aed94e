import fc from 'fast-check';
import { type Administration, suvFactor } from '../../src/suv/suv-factor.js';

const hour = { weightKg: 70, doseMbq: 350, decaySeconds: 3600, halfLifeSeconds: 6586.2 };

test('a body in which all of the dose is spread evenly has SUV 1, at any time', () => {
  const administration = fc.record({
    weightKg: fc.double({ min: 1, max: 500, noNaN: true }),
    doseMbq: fc.double({ min: 1, max: 5000, noNaN: true }),
    decaySeconds: fc.double({ min: 0, max: 43200, noNaN: true }),
    halfLifeSeconds: fc.double({ min: 1000, max: 400000, noNaN: true }),
  });
  fc.assert(
    fc.property(administration, (one: Administration) => {
      const decayed =
        one.doseMbq * 1e6 * Math.exp((-Math.LN2 * one.decaySeconds) / one.halfLifeSeconds);
      const bqPerGram = decayed / (one.weightKg * 1000);
      expect(bqPerGram * suvFactor(1, one)).toBeCloseTo(1, 9);
    }),
  );
});

test('kBq/ml have a factor a thousand times that of Bq/ml', () => {
  // 70000 g / (350 MBq × 0.684633 left of F-18 after an hour)
  expect(suvFactor(1000, hour)).toBeCloseTo(0.292127, 5);
  expect(suvFactor(1, hour)).toBeCloseTo(0.000292127, 8);
});

test('one half-life doubles it, and none leaves it', () => {
  const { halfLifeSeconds } = hour;
  expect(suvFactor(1000, { ...hour, decaySeconds: 0 })).toBeCloseTo(0.2, 12);
  expect(suvFactor(1000, { ...hour, decaySeconds: halfLifeSeconds })).toBeCloseTo(0.4, 12);
});
