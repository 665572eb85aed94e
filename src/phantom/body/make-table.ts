import type { Vec3 } from '../../image/volume.js';
import type { Solid } from '../solid/solid.js';
import type { Person } from './person.js';
import type { Tissue } from './tissue.js';

/** The scanner's table, in the CT only: a hollow carbon-fibre trough filled with foam. */
export function makeTable({ fat }: Person): Tissue[] {
  const top = 114 + fat;
  return [
    { solid: trough(top, 24), hu: 60 },
    { solid: trough(top + 3, 18), hu: -930 },
  ];
}

/** A long plate, its edges higher than its middle. */
function trough(top: number, thickness: number): Solid {
  const halfWidth = 205;
  const rise = 1 / 1400;
  const low: Vec3 = [-halfWidth, top - halfWidth ** 2 * rise, -1000];
  const high: Vec3 = [halfWidth, top + thickness, 2000];
  return {
    low,
    high,
    depth(x, y) {
      const below = y - (top - x * x * rise);
      return Math.min(below, thickness - below, halfWidth - Math.abs(x));
    },
  };
}
