import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import { type LesionMatches, lesionShares, matchLesions } from '../../src/lesions/match-lesions.js';
import { overlapOf } from '../../src/lesions/overlap.js';
import { maskOf, readFixture } from './support/fixtures.js';
import { sparseMask } from './support/sparse-mask.js';

/** Computed by the definition, pair by pair and voxel by voxel, from cc3d's components. */
const references =
  readFixture<
    ({
      title: string;
      shape: Shape;
      mask: string;
      reference: string;
      precision: number | null;
      recall: number | null;
      f1: number | null;
    } & LesionMatches)[]
  >('matches');

function matchesOf(mask: Uint8Array, reference: Uint8Array, shape: Shape): LesionMatches {
  const predicted = connectedComponents(mask, shape, 18);
  const expected = connectedComponents(reference, shape, 18);
  return matchLesions(predicted, expected, overlapOf(predicted, expected));
}

describe('matchLesions against the definition', () => {
  test.each(references)('$title', ({ title: _, shape, mask, reference, ...expected }) => {
    const matches = matchesOf(maskOf(mask), maskOf(reference), shape);
    expect({ ...matches, ...lesionShares(matches) }).toEqual(expected);
  });
});

describe('matchLesions', () => {
  const shape: Shape = [4, 5, 6];

  test('finds every lesion of the reference itself', () => {
    fc.assert(
      fc.property(sparseMask(shape), (mask) => {
        const { count } = connectedComponents(mask, shape, 18);
        expect(matchesOf(mask, mask, shape)).toEqual({
          truePositives: count,
          falsePositives: 0,
          falseNegatives: 0,
        });
      }),
    );
  });

  test('misses what it invents when mask and reference are swapped', () => {
    fc.assert(
      fc.property(sparseMask(shape), sparseMask(shape), (a, b) => {
        const there = matchesOf(a, b, shape);
        const back = matchesOf(b, a, shape);
        expect(back.falseNegatives).toBe(there.falsePositives);
        expect(back.falsePositives).toBe(there.falseNegatives);
      }),
    );
  });
});
