import fc from 'fast-check';
import { type PerMetric, ruleOfCurves, ruleOfMasks } from '../../../src/evaluate/rank/ranking.js';
import {
  type AlgorithmMeans,
  standings as standingsBy,
} from '../../../src/evaluate/rank/standings.js';

function means(dice: number | null, fpv_ml: number | null, fnv_ml: number | null): PerMetric {
  return { dice, fpv_ml, fnv_ml };
}

const standings = (algorithms: readonly AlgorithmMeans[]) => standingsBy(algorithms, ruleOfMasks);

function algorithm(name: string, ...groups: PerMetric[]): AlgorithmMeans {
  return { name, groups };
}

test('weighs the rank of Dice by a half, those of the volumes by a quarter each', () => {
  const placed = standings([
    algorithm('A', means(0.7, 2, 9)),
    algorithm('B', means(0.6, 1, 3)),
    algorithm('C', means(0.5, 8, 1)),
  ]);
  expect(placed).toEqual([
    { name: 'A', place: 1, score: 1.75, means: means(0.7, 2, 9), ranks: means(1, 2, 3) },
    { name: 'B', place: 2, score: 1.75, means: means(0.6, 1, 3), ranks: means(2, 1, 2) },
    { name: 'C', place: 3, score: 2.5, means: means(0.5, 8, 1), ranks: means(3, 3, 1) },
  ]);
});

test('of curves both areas weigh the same, and that of Dice breaks a tie', () => {
  const areas = (auc_dice: number, auc_dmm: number | null) => ({ auc_dice, auc_dmm });
  const placed = standingsBy(
    [algorithm('A', areas(3, 4)), algorithm('B', areas(4, 3)), algorithm('C', areas(2, null))],
    ruleOfCurves,
  );
  expect(placed.map(({ name, place, score }) => [name, place, score])).toEqual([
    ['B', 1, 1.5],
    ['A', 2, 1.5],
    ['C', 3, 3],
  ]);
});

test('breaks a tie by Dice, and leaves it where Dice ties too', () => {
  const placed = standings([
    algorithm('worse', means(0.5, 1, 1)),
    algorithm('b', means(0.6, 2, 2)),
    algorithm('a', means(0.6, 2, 2)),
  ]);
  // 2 + 1 + 1 over a half and two quarters: 3 * 0.5 + 0.5 = 2; the others: 0.5 + 2 * 0.5 = 1.5.
  expect(placed.map(({ name, place, score }) => [name, place, score])).toEqual([
    ['a', 1, 1.5],
    ['b', 1, 1.5],
    ['worse', 3, 2],
  ]);
});

test('gives equal means the better rank, even if their sums differ in the last digit', () => {
  const [first, second, third] = standings([
    algorithm('A', means((0.1 + 0.2 + 0.3) / 3, 5, 5)),
    algorithm('B', means((0.3 + 0.2 + 0.1) / 3, 5, 5)),
    algorithm('C', means(0.1, 6, 5)),
  ]);
  expect([first!.ranks, second!.ranks]).toEqual([means(1, 1, 1), means(1, 1, 1)]);
  expect(third).toMatchObject({ place: 3, ranks: means(3, 3, 1) });
});

test('averages ranks over groups, not means', () => {
  const placed = standings([
    algorithm('A', means(0.9, 1, 1), means(0.1, 2, 2), means(0.1, 2, 2)),
    algorithm('B', means(0.2, 2, 2), means(0.2, 1, 1), means(0.2, 1, 1)),
  ]);
  expect(placed.map(({ name }) => name)).toEqual(['B', 'A']);
  expect(placed[0]!.ranks.dice).toBeCloseTo(4 / 3, 14);
  expect(placed[1]!.means.dice).toBeCloseTo(1.1 / 3, 14);
});

test('leaves out what nobody has, and puts last who alone lacks it', () => {
  const lesionFree = standings([
    algorithm('A', means(null, 3, null)),
    algorithm('B', means(null, 1, null)),
  ]);
  expect(lesionFree).toMatchObject([
    { name: 'B', score: 1, ranks: means(null, 1, null) },
    { name: 'A', score: 2, ranks: means(null, 2, null) },
  ]);
  const oneLacks = standings([algorithm('A', means(null, 1, 1)), algorithm('B', means(0.1, 1, 1))]);
  expect(oneLacks.map(({ name, ranks }) => [name, ranks.dice])).toEqual([
    ['B', 1],
    ['A', 2],
  ]);
});

test('does not depend on the order of the algorithms', () => {
  const value = fc.integer({ min: 0, max: 4 });
  const groups = fc.array(fc.tuple(value, value, value), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(fc.array(groups, { minLength: 1, maxLength: 6 }), (all) => {
      const algorithms = all.map((list, i) =>
        algorithm(`${i}`, ...list.map(([dice, fpv, fnv]) => means(dice / 4, fpv, fnv))),
      );
      const placed = standings(algorithms);
      expect(standings(algorithms.toReversed())).toEqual(placed);
      expect(placed[0]!.place).toBe(1);
      placed.forEach(({ place }, i) => {
        expect(place).toBeLessThanOrEqual(i + 1);
      });
    }),
  );
});
