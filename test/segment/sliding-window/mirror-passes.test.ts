import fc from 'fast-check';
import { mirrorPasses } from '../../../src/segment/sliding-window/mirror-passes.js';
import { readFixture } from './support/read-fixture.js';

/** Allowed axes, all mirrorings in the order of Python's itertools.combinations. */
const references = readFixture<[number[], number[][]][]>('mirrors');

describe('mirrorPasses', () => {
  test.each(references)('of axes %j come in the order of itertools', (axes, expected) => {
    expect(mirrorPasses(axes)).toEqual(expected);
  });

  test('are all subsets of the axes, each once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2)), (axes) => {
        const passes = mirrorPasses(axes);
        expect(passes).toHaveLength(2 ** axes.length);
        expect(new Set(passes.map((pass) => [...pass].sort().join())).size).toBe(passes.length);
        expect(passes.flat().every((axis) => axes.includes(axis))).toBe(true);
      }),
    );
  });
});
