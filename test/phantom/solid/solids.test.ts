import fc from 'fast-check';
import { createRandom } from '../../../src/array/random.js';
import { ellipsoid } from '../../../src/phantom/solid/ellipsoid.js';
import { grow } from '../../../src/phantom/solid/grow.js';
import { intersect } from '../../../src/phantom/solid/intersect.js';
import { interpolateStations, loft } from '../../../src/phantom/solid/loft.js';
import { ripple } from '../../../src/phantom/solid/ripple.js';
import type { Solid } from '../../../src/phantom/solid/solid.js';
import { tube } from '../../../src/phantom/solid/tube.js';
import { unite } from '../../../src/phantom/solid/unite.js';

const sphere = (x: number, y: number, z: number, r: number) => ellipsoid([x, y, z], [r, r, r]);
const egg = ellipsoid([5, -10, 20], [30, 12, 18], [20, -35, 50]);
const pipe = tube([
  [0, 0, 0, 6],
  [30, 0, 0, 3],
  [30, 40, 10, 8],
]);
const vase = loft([
  [-20, 0, 0, 15, 10],
  [10, 4, -2, 25, 20],
  [40, 0, 3, 8, 12],
]);

const solids: Record<string, Solid> = {
  ellipsoid: egg,
  tube: pipe,
  loft: vase,
  grow: grow(egg, 4),
  'grow inwards': grow(vase, -3),
  unite: unite([egg, pipe]),
  intersect: intersect(vase, sphere(0, 0, 20, 22)),
  ripple: ripple(egg, 3, 12, createRandom(1, 1)),
};

/** Coordinates within a solid's box and a third of its size beyond. */
const coordinate = ({ low, high }: Solid, axis: 0 | 1 | 2) => {
  const beyond = (high[axis] - low[axis]) / 3;
  return fc.double({ min: low[axis] - beyond, max: high[axis] + beyond, noNaN: true });
};

describe.each(Object.entries(solids))('%s', (_name, solid) => {
  test('lies within its box', () => {
    fc.assert(
      fc.property(coordinate(solid, 0), coordinate(solid, 1), coordinate(solid, 2), (x, y, z) => {
        if (solid.depth(x, y, z) <= 0) return;
        [x, y, z].forEach((value, axis) => {
          expect(value).toBeGreaterThanOrEqual(solid.low[axis]!);
          expect(value).toBeLessThanOrEqual(solid.high[axis]!);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('gives the same depth whatever was asked before', () => {
    const first = solid.depth(3, 4, 5);
    solid.depth(1, 1, 30);
    expect(solid.depth(3, 4, 5)).toBe(first);
  });
});

describe('ellipsoid', () => {
  test('measures a sphere exactly', () => {
    expect(sphere(1, 2, 3, 10).depth(1, 2, 3)).toBe(10);
    expect(sphere(1, 2, 3, 10).depth(7, 10, 3)).toBeCloseTo(0, 12);
    expect(sphere(1, 2, 3, 10).depth(1, 2, -9)).toBeCloseTo(-2, 12);
  });

  test('turns about x, then y, then z', () => {
    // The long x axis, turned by 90 degrees about z, runs along y; turned about y along z.
    const alongY = ellipsoid([0, 0, 0], [20, 5, 5], [0, 0, 90]);
    expect(alongY.depth(0, 20, 0)).toBeCloseTo(0, 10);
    expect(alongY.depth(10, 0, 0)).toBeLessThan(0);
    const alongZ = ellipsoid([0, 0, 0], [20, 5, 5], [0, 90, 0]);
    expect(alongZ.depth(0, 0, -20)).toBeCloseTo(0, 10);
    // About x and then about z: y goes to z and stays there.
    const both = ellipsoid([0, 0, 0], [5, 20, 5], [90, 0, 90]);
    expect(both.depth(0, 0, 20)).toBeCloseTo(0, 10);
  });

  test('measures exactly along its axes', () => {
    const flat = ellipsoid([0, 0, 0], [40, 20, 10]);
    expect(flat.depth(0, 0, 9)).toBeCloseTo(1, 10);
    expect(flat.depth(39, 0, 0)).toBeCloseTo(1, 10);
  });
});

describe('tube', () => {
  test('measures the distance to its axis, with round ends and a running radius', () => {
    const cone = tube([
      [0, 0, 0, 4],
      [20, 0, 0, 8],
    ]);
    expect(cone.depth(10, 0, 0)).toBeCloseTo(6, 12);
    expect(cone.depth(10, 3, 4)).toBeCloseTo(1, 12);
    expect(cone.depth(-6, 0, 0)).toBeCloseTo(-2, 12);
    expect(cone.depth(25, 0, 0)).toBeCloseTo(3, 12);
  });

  test('takes the nearest of its segments', () => {
    expect(pipe.depth(30, 40, 10)).toBeCloseTo(8, 12);
    expect(pipe.depth(0, 0, 0)).toBeCloseTo(6, 12);
  });
});

describe('loft', () => {
  test('passes through its stations', () => {
    for (const [z, x, y, halfWidth, halfDepth] of [
      [10, 4, -2, 25, 20],
      [25, ...interpolateStations(stations)(25)],
    ] as const) {
      expect(vase.depth(x + halfWidth, y, z)).toBeCloseTo(0, 10);
      expect(vase.depth(x, y - halfDepth, z)).toBeCloseTo(0, 10);
      expect(vase.depth(x + halfWidth + 1, y, z)).toBeLessThan(0);
    }
    expect(vase.depth(0, 0, 41)).toBeLessThan(0);
    expect(vase.depth(0, 0, -19)).toBeCloseTo(1, 12);
  });

  test('holds more than the ellipse and less than the box', () => {
    const block = loft([
      [0, 0, 0, 10, 10],
      [20, 0, 0, 10, 10],
    ]);
    const diagonal = 10 * Math.SQRT1_2;
    expect(block.depth(diagonal, diagonal, 10)).toBeGreaterThan(0);
    expect(block.depth(9.5, 9.5, 10)).toBeLessThan(0);
  });
});

const stations = [
  [-20, 0, 0, 15, 10],
  [10, 4, -2, 25, 20],
  [40, 0, 3, 8, 12],
] as const;

describe('interpolateStations', () => {
  test('keeps straight lines straight and stays constant beyond the ends', () => {
    const straight = interpolateStations([
      [0, 0, 1, 10, 5],
      [10, 1, 2, 20, 5],
      [40, 4, 5, 50, 5],
    ]);
    expect(straight(5).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([0.5, 1.5, 15, 5]);
    expect(straight(-3)).toEqual([0, 1, 10, 5]);
    expect(straight(99)).toEqual([4, 5, 50, 5]);
  });
});

describe('grow, unite, intersect and ripple', () => {
  test('grow moves the surface', () => {
    expect(grow(sphere(0, 0, 0, 10), 2).depth(12, 0, 0)).toBeCloseTo(0, 12);
    expect(grow(sphere(0, 0, 0, 10), -2).depth(0, 8, 0)).toBeCloseTo(0, 12);
  });

  test('unite holds either, intersect holds both', () => {
    const [left, right] = [sphere(0, 0, 0, 10), sphere(12, 0, 0, 10)];
    expect(unite([left, right]).depth(-5, 0, 0)).toBeCloseTo(5, 12);
    expect(unite([left, right]).depth(18, 0, 0)).toBeCloseTo(4, 12);
    expect(intersect(left, right).depth(-5, 0, 0)).toBeLessThan(0);
    expect(intersect(left, right).depth(6, 0, 0)).toBeCloseTo(4, 12);
  });

  test('ripple moves the surface by no more than its amplitude, and does move it', () => {
    const ball = sphere(0, 0, 0, 20);
    const uneven = ripple(ball, 3, 15, createRandom(4, 4));
    const moves = Array.from({ length: 60 }, (_, i) => {
      const [x, y] = [20 * Math.cos(i / 9.5), 20 * Math.sin(i / 9.5)];
      return uneven.depth(x, y, 0) - ball.depth(x, y, 0);
    });
    expect(Math.max(...moves.map(Math.abs))).toBeLessThanOrEqual(3);
    expect(Math.max(...moves) - Math.min(...moves)).toBeGreaterThan(1);
  });
});
