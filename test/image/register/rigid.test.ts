import fc from 'fast-check';
import {
  apart,
  degreesOf,
  inverseOf,
  moveBy,
  still,
  thenTurn,
} from '../../../src/image/register/rigid.js';
import type { Vec3 } from '../../../src/image/volume.js';

const mm = fc.double({ min: -500, max: 500, noNaN: true });
const point = fc.tuple(mm, mm, mm) as fc.Arbitrary<Vec3>;
const angle = fc.double({ min: -1, max: 1, noNaN: true });
const axis = fc.tuple(angle, angle, angle) as fc.Arbitrary<Vec3>;

describe('rigid motions', () => {
  test('are undone by their inverse, and keep distances', () => {
    fc.assert(
      fc.property(point, point, axis, point, point, (about, shift, turn, p, q) => {
        const motion = thenTurn(thenTurn(still, about, turn, shift), shift, turn, about);
        const back = moveBy(inverseOf(motion), moveBy(motion, p));
        expect(Math.hypot(...back.map((value, i) => value - p[i as 0]))).toBeLessThan(1e-8);
        const away = (a: Vec3, b: Vec3) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        expect(Math.abs(away(moveBy(motion, p), moveBy(motion, q)) - away(p, q))).toBeLessThan(
          1e-8,
        );
      }),
    );
  });

  test('turn about a point by the length of the axis, right-handed', () => {
    const motion = thenTurn(still, [10, 0, 0], [0, 0, Math.PI / 2], [0, 0, 5]);
    const [x, y, z] = moveBy(motion, [11, 0, 0]);
    expect([x, y, z].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([10, 1, 5]);
    expect(degreesOf(motion)).toBeCloseTo(90, 9);
    expect(apart(motion, still, [10, 0, 0])).toBeCloseTo(5, 9);
  });
});
