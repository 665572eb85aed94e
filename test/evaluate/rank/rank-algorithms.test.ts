import { rankAlgorithms } from '../../../src/evaluate/rank/rank-algorithms.js';
import { ruleOfMasks } from '../../../src/evaluate/rank/ranking.js';
import type { Scores } from '../../../src/evaluate/rank/read-scores.js';

/** Scores with the same Dice in every case of a subset; volumes are equal. */
function scores(name: string, dice: readonly number[], subsets: readonly string[] = []): Scores {
  const cases = dice.map((value, i) => ({
    name: `case-${i}`,
    subset: subsets[i] ?? null,
    referenceSha256: '',
    values: { dice: value, fpv_ml: 1, fnv_ml: 1 },
  }));
  return { name, rules: 'III', rule: ruleOfMasks, iterations: 1, cases };
}

const options = { by: 'cases', bootstrap: 400, seed: 0 } as const;

test('an algorithm that is better in every case is first in every resample', () => {
  const { algorithms, subsets } = rankAlgorithms(
    [scores('worse', [0.1, 0.5, 0.2]), scores('better', [0.2, 0.6, 0.3])],
    options,
  );
  expect(algorithms.map(({ name, stability }) => [name, stability])).toEqual([
    ['better', { place_shares: [1, 0], place_mean: 1, place_median: 1, place_ci95: [1, 1] }],
    ['worse', { place_shares: [0, 1], place_mean: 2, place_median: 2, place_ci95: [2, 2] }],
  ]);
  expect(subsets).toBeNull();
});

test('one that owes its lead to one case of eight loses it where that is not drawn', () => {
  const { algorithms } = rankAlgorithms(
    [
      scores('lucky', [1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5]),
      scores('steady', [0.51, 0.51, 0.51, 0.51, 0.51, 0.51, 0.51, 0.51]),
    ],
    { ...options, bootstrap: 4000 },
  );
  expect(algorithms[0]!.name).toBe('lucky');
  // The case is not among eight draws with the chance of (7/8)^8.
  const notDrawn = (7 / 8) ** 8;
  expect(algorithms[0]!.stability.place_shares[1]).toBeCloseTo(notDrawn, 1);
  expect(Math.abs(algorithms[0]!.stability.place_shares[1]! - notDrawn)).toBeLessThan(0.02);
  expect(algorithms[0]!.stability.place_ci95).toEqual([1, 2]);
});

test('places in a resample share ties, as the places do', () => {
  const { algorithms } = rankAlgorithms(
    [scores('A', [0.5, 0.6]), scores('B', [0.5, 0.6])],
    options,
  );
  expect(algorithms.map(({ place, stability }) => [place, stability.place_shares])).toEqual([
    [1, [1, 0]],
    [1, [1, 0]],
  ]);
});

test('averages over subsets may turn the ranking round, and each subset has one of its own', () => {
  const subsets = ['FDG', 'FDG', 'FDG', 'PSMA', 'other'];
  const field = [
    scores('many', [0.9, 0.9, 0.9, 0.1, 0.1], subsets),
    scores('few', [0.5, 0.5, 0.5, 0.2, 0.2], subsets),
  ];
  const byCases = rankAlgorithms(field, options);
  const bySubsets = rankAlgorithms(field, { ...options, by: 'subsets' });
  expect(byCases.algorithms.map(({ name }) => name)).toEqual(['many', 'few']);
  expect(bySubsets.algorithms.map(({ name }) => name)).toEqual(['few', 'many']);
  expect(bySubsets.algorithms[0]!.means.dice).toBeCloseTo(0.3, 14);
  expect(bySubsets.subsets).toEqual(byCases.subsets);
  expect(
    bySubsets.subsets!.map(({ name, cases, algorithms }) => [name, cases, algorithms[0]!.name]),
  ).toEqual([
    ['FDG', 3, 'many'],
    ['PSMA', 1, 'few'],
    ['other', 1, 'few'],
  ]);
});

test('the seed decides the resamples', () => {
  const field = [scores('A', [0.1, 0.9, 0.4, 0.6]), scores('B', [0.8, 0.2, 0.5, 0.55])];
  const once = rankAlgorithms(field, options);
  expect(rankAlgorithms(field, options)).toEqual(once);
  expect(rankAlgorithms(field, { ...options, seed: 1 })).not.toEqual(once);
});
