import type { Vec3 } from '../../image/volume.js';
import type { Solid } from './solid.js';

/** What lies in both solids. */
export function intersect(one: Solid, other: Solid): Solid {
  const pick = (choose: (a: number, b: number) => number, a: Vec3, b: Vec3): Vec3 => [
    choose(a[0], b[0]),
    choose(a[1], b[1]),
    choose(a[2], b[2]),
  ];
  return {
    low: pick(Math.max, one.low, other.low),
    high: pick(Math.min, one.high, other.high),
    depth: (x, y, z) => Math.min(one.depth(x, y, z), other.depth(x, y, z)),
  };
}
