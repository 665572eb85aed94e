import type { Solid } from './solid.js';

/** A point of a tube's axis: x, y, z and the radius there, mm. */
export type Knot = readonly [x: number, y: number, z: number, radius: number];

/**
 * A tube with rounded ends along a polyline, its radius running linearly from knot to knot.
 *
 * @param knots at least two
 */
export function tube(knots: readonly Knot[]): Solid {
  const segments = knots.slice(1).map((end, index) => segment(knots[index]!, end));
  const extreme = (axis: 0 | 1 | 2, sign: 1 | -1) =>
    sign * Math.max(...knots.map((knot) => sign * knot[axis] + knot[3]));
  return {
    low: [extreme(0, -1), extreme(1, -1), extreme(2, -1)],
    high: [extreme(0, 1), extreme(1, 1), extreme(2, 1)],
    depth(x, y, z) {
      let deepest = -Infinity;
      for (const depth of segments) deepest = Math.max(deepest, depth(x, y, z));
      return deepest;
    },
  };
}

function segment(start: Knot, end: Knot): Solid['depth'] {
  const [x0, y0, z0, r0] = start;
  const [ux, uy, uz] = [end[0] - x0, end[1] - y0, end[2] - z0];
  const widening = end[3] - r0;
  const squaredLength = ux * ux + uy * uy + uz * uz || 1;
  return (x, y, z) => {
    const dx = x - x0;
    const dy = y - y0;
    const dz = z - z0;
    const along = (dx * ux + dy * uy + dz * uz) / squaredLength;
    const t = Math.max(0, Math.min(along, 1));
    const ex = dx - t * ux;
    const ey = dy - t * uy;
    const ez = dz - t * uz;
    return r0 + t * widening - Math.sqrt(ex * ex + ey * ey + ez * ez);
  };
}
