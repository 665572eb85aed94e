import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { aggregate, distributionOf } from '../../../src/evaluate/aggregate/aggregate.js';
import {
  type Aggregate,
  type CaseMetrics,
  metricNames,
} from '../../../src/evaluate/result/evaluation.js';

const references: readonly ({ title: string; values: (number | null)[] } & Aggregate)[] =
  JSON.parse(readFileSync(new URL('fixtures/distributions.json', import.meta.url), 'utf8'));

const none = { bootstrap: 0, seed: 0 };

describe('distributionOf against NumPy', () => {
  test.each(references)('$title', ({ title: _, values, ...expected }) => {
    const found = distributionOf(values, none);
    for (const [name, value] of Object.entries(expected)) {
      const got = found[name as keyof typeof found] as number | null;
      if (value === null) expect([name, got]).toEqual([name, null]);
      else
        expect(Math.abs(got! - Number(value))).toBeLessThanOrEqual(
          1e-12 * Math.max(1, Number(value)),
        );
    }
    expect([found.mean_ci95, found.median_ci95]).toEqual([null, null]);
  });
});

describe('bootstrap intervals', () => {
  const values = Array.from({ length: 200 }, (_, i) => Math.sin(i) + i / 100);

  test('depend on the seed alone, not on the order of the cases', () => {
    const forwards = distributionOf(values, { bootstrap: 500, seed: 3 });
    const backwards = distributionOf(values.toReversed(), { bootstrap: 500, seed: 3 });
    expect(backwards).toEqual(forwards);
    const other = distributionOf(values, { bootstrap: 500, seed: 4 });
    expect(other.mean_ci95).not.toEqual(forwards.mean_ci95);
    expect(other.mean).toBe(forwards.mean);
  });

  test('of a mean are about two standard errors to each side', () => {
    const { mean, std, mean_ci95 } = distributionOf(values, { bootstrap: 5000, seed: 0 });
    const error = std! / Math.sqrt(values.length);
    expect(Math.abs(mean_ci95![0] - (mean! - 1.96 * error))).toBeLessThan(0.1 * error);
    expect(Math.abs(mean_ci95![1] - (mean! + 1.96 * error))).toBeLessThan(0.1 * error);
  });

  test('of a median are those of the binomial distribution', () => {
    // The k-th of 201 ranks lies above the resampled median with the chance that k or fewer of 201
    // fair draws fall below it: at 2.5 % that is rank 86, at 97.5 % rank 114 (from 0), give or take.
    const ranks = Array.from({ length: 201 }, (_, i) => i);
    const { median_ci95 } = distributionOf(ranks, { bootstrap: 5000, seed: 0 });
    expect(Math.abs(median_ci95![0] - 86)).toBeLessThanOrEqual(1);
    expect(Math.abs(median_ci95![1] - 114)).toBeLessThanOrEqual(1);
  });

  test('lie within the values and hold a single one exactly', () => {
    const numbers = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.nat(), (list, seed) => {
        const { min, max, mean_ci95, median_ci95 } = distributionOf(list, { bootstrap: 20, seed });
        for (const [low, high] of [mean_ci95!, median_ci95!]) {
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(min! - 1e-12 * 100);
          expect(high).toBeLessThanOrEqual(max! + 1e-12 * 100);
        }
      }),
    );
    expect(distributionOf([7, null], { bootstrap: 9, seed: 1 })).toMatchObject({
      mean_ci95: [7, 7],
      median_ci95: [7, 7],
    });
  });
});

describe('aggregate', () => {
  const undefinedMetrics = Object.fromEntries(
    metricNames.map((name) => [name, null]),
  ) as unknown as CaseMetrics;

  test('pools shares of lesions over cases, and nothing else', () => {
    const one = {
      ...undefinedMetrics,
      lesion_tp: 1,
      lesion_fp: 3,
      lesion_fn: 0,
      lesion_f1: 0.4,
      predicted_lesions: 4,
      false_lesions: 2,
      reference_lesions: 1,
      detected_lesions: 1,
    };
    const other = {
      ...undefinedMetrics,
      lesion_tp: 4,
      lesion_fp: 0,
      lesion_fn: 1,
      lesion_f1: 8 / 9,
      predicted_lesions: 4,
      false_lesions: 0,
      reference_lesions: 5,
      detected_lesions: 4,
    };
    const { lesion_f1, lesion_precision, lesion_recall, ...rest } = aggregate([one, other], none);
    expect(lesion_f1.pooled).toBe(10 / 14);
    expect(lesion_f1.mean).toBeCloseTo((0.4 + 8 / 9) / 2, 14);
    expect(lesion_precision.pooled).toBe(5 / 8);
    expect(lesion_recall.pooled).toBe(5 / 6);
    expect(rest.detection_precision.pooled).toBe(6 / 8);
    expect(rest.detection_recall.pooled).toBe(5 / 6);
    expect(rest.dice).toMatchObject({ defined: 0, undefined: 2, mean: null, pooled: null });
    expect(rest.lesion_tp).toMatchObject({ sum: 5, pooled: null });
  });

  test('has every metric, and pools no lesions to undefined', () => {
    const all = aggregate([undefinedMetrics], none);
    expect(Object.keys(all)).toEqual([...metricNames]);
    expect(all.lesion_f1.pooled).toBeNull();
    expect(all.detection_precision.pooled).toBeNull();
  });
});
