import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { createRandom } from '../../../src/array/random.js';
import { centreLine } from '../../../src/interact/simulate/centre-line.js';
import { largestPatch } from '../../../src/interact/simulate/largest-patch.js';
import type { Plane } from '../../../src/interact/simulate/plane.js';
import {
  scribbleKinds,
  simulateScribble,
} from '../../../src/interact/simulate/simulate-scribble.js';
import { thin } from '../../../src/interact/simulate/thin.js';

const planeOf = (...rows: string[]): Plane => ({
  data: Uint8Array.from(rows.join(''), (mark) => Number(mark === '#')),
  height: rows.length,
  width: rows[0]!.length,
});
const textOf = ({ data, width }: Plane): string[] =>
  [...data]
    .map((value) => (value === 1 ? '#' : '.'))
    .join('')
    .match(new RegExp(`.{${width}}`, 'g'))!;

test('a bar is thinned to its middle, a square to a pixel', () => {
  expect(textOf(thin(planeOf('##', '##'))).join('')).toMatch(/^\.*#\.*$/);
  const bar = planeOf('..........', '.########.', '.########.', '.########.', '..........');
  expect(textOf(thin(bar))).toEqual([
    '..........',
    '..........',
    '..#####...',
    '..........',
    '..........',
  ]);
});

describe('the centre line', () => {
  test('runs from end to end, without the tenths at the ends where it is long', () => {
    const long = planeOf('#'.repeat(20));
    expect(centreLine(long)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);
    expect(centreLine(planeOf('####'))).toEqual([0, 1, 2, 3]);
  });

  test('of a single pixel is that pixel, of a ring there is one too', () => {
    expect(centreLine(planeOf('.#.'))).toEqual([1]);
    expect(centreLine(planeOf('.#.', '#.#', '.#.')).length).toBeGreaterThan(1);
  });

  test('goes the longest way through a fork', () => {
    const fork = planeOf('#.....#', '.#.....', '..####.', '.#.....', '.......');
    expect(centreLine(fork)).toHaveLength(6);
  });
});

test('the largest patch of all slices counts, and no other of its slice', () => {
  const shape: Shape = [2, 2, 4];
  const mask = Uint8Array.from([1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0]);
  // Corners touch within a slice.
  expect(largestPatch(mask, shape)).toEqual({
    z: 0,
    plane: { data: Uint8Array.of(1, 0, 1, 0, 0, 1, 0, 0), height: 2, width: 4 },
  });
  expect(largestPatch(new Uint8Array(16), shape)).toBeNull();
});

test.each(scribbleKinds)(
  '%s: voxels of the error alone, each once, the same for a seed',
  (kind) => {
    const masks = fc.array(fc.nat(1), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(masks, fc.nat(1000), (values, seed) => {
        const errors = Uint8Array.from(values);
        const scribble = () => simulateScribble(errors, [3, 4, 5], kind, createRandom(seed, 0));
        const points = scribble();
        expect(points.length > 0).toBe(values.includes(1));
        for (const [x, y, z] of points) expect(errors[(z * 4 + y) * 5 + x]).toBe(1);
        expect(new Set(points.map((point) => point.join())).size).toBe(points.length);
        expect(new Set(points.map(([, , z]) => z)).size).toBeLessThanOrEqual(1);
        expect(scribble()).toEqual(points);
      }),
    );
  },
);
