import fc from 'fast-check';
import { balanceShards } from '../../../src/cohort/plan/balance-shards.js';

const loads = (voxels: readonly number[], placed: readonly number[], shards: number) =>
  Array.from({ length: shards }, (_, k) =>
    voxels.reduce((sum, of, i) => sum + (placed[i] === k + 1 ? of : 0), 0),
  );

test('the largest first, each where least is', () => {
  // 9 | 8 | 5 4 -> 9 1, 8 3, 5 4 by hand.
  expect([...balanceShards([5, 9, 1, 8, 3, 4], 3)]).toEqual([3, 1, 1, 2, 2, 3]);
});

test('studies of unknown size are spread by their number', () => {
  expect([...balanceShards([0, 0, 0, 0, 0], 2)]).toEqual([1, 2, 1, 2, 1]);
});

test('as a plain search for the least loaded shard has it', () => {
  const plain = (voxels: readonly number[], shards: number): number[] => {
    const state = Array.from({ length: shards }, (_, k) => ({ k, load: 0, studies: 0 }));
    const placed = voxels.map(() => 0);
    const order = voxels.map((_, k) => k).sort((a, b) => voxels[b]! - voxels[a]! || a - b);
    for (const k of order) {
      const [least] = [...state].sort(
        (a, b) => a.load - b.load || a.studies - b.studies || a.k - b.k,
      );
      placed[k] = least!.k + 1;
      least!.load += voxels[k]!;
      least!.studies += 1;
    }
    return placed;
  };
  const cases = fc.tuple(
    fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 12 }),
  );
  fc.assert(
    fc.property(cases, ([voxels, shards]) => {
      const placed = [...balanceShards(voxels, shards)];
      expect(placed).toEqual(plain(voxels, shards));
      // Graham's bound, with what no plan can do better than.
      const best = Math.max(...voxels, voxels.reduce((a, b) => a + b, 0) / shards);
      expect(Math.max(...loads(voxels, placed, shards))).toBeLessThanOrEqual(2 * best);
    }),
  );
});
