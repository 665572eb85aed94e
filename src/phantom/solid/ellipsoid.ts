import type { Vec3 } from '../../image/volume.js';
import type { Solid } from './solid.js';

/**
 * An ellipsoid.
 *
 * @param centre x,y,z in mm
 * @param semiAxes half lengths along its own x,y,z before turning, mm
 * @param turn degrees it is turned about the x, then y, then z axis
 */
export function ellipsoid(centre: Vec3, semiAxes: Vec3, turn: Vec3 = [0, 0, 0]): Solid {
  const [cx, cy, cz] = centre;
  const [a, b, c] = semiAxes;
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = rotation(turn);
  const reach: Vec3 = [
    Math.hypot(xx * a, xy * b, xz * c),
    Math.hypot(yx * a, yy * b, yz * c),
    Math.hypot(zx * a, zy * b, zz * c),
  ];
  return {
    low: [cx - reach[0], cy - reach[1], cz - reach[2]],
    high: [cx + reach[0], cy + reach[1], cz + reach[2]],
    depth(x, y, z) {
      const dx = x - cx;
      const dy = y - cy;
      const dz = z - cz;
      const u = (xx * dx + yx * dy + zx * dz) / a;
      const v = (xy * dx + yy * dy + zy * dz) / b;
      const w = (xz * dx + yz * dy + zz * dz) / c;
      const level = Math.sqrt(u * u + v * v + w * w);
      if (level < 1e-6) return Math.min(a, b, c);
      // First-order distance: the level's excess over 1 divided by its gradient.
      const slope = Math.sqrt((u / a) ** 2 + (v / b) ** 2 + (w / c) ** 2);
      return (level * (1 - level)) / slope;
    },
  };
}

/** The 3 × 3 matrix, row-major, that turns about x, then y, then z by so many degrees. */
function rotation(turn: Vec3) {
  const [x, y, z] = turn.map((degrees) => (degrees * Math.PI) / 180) as [number, number, number];
  const [sx, cx, sy, cy, sz, cz] = [
    Math.sin(x),
    Math.cos(x),
    Math.sin(y),
    Math.cos(y),
    Math.sin(z),
    Math.cos(z),
  ];
  return [
    cz * cy,
    cz * sy * sx - sz * cx,
    cz * sy * cx + sz * sx,
    sz * cy,
    sz * sy * sx + cz * cx,
    sz * sy * cx - cz * sx,
    -sy,
    cy * sx,
    cy * cx,
  ] as const;
}
