import type { Random } from '../../array/random.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { tube } from '../solid/tube.js';
import type { Person } from './person.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';

/** Bladder, ureters, and womb or prostate and testes. */
export function makePelvicOrgans({ female }: Person, random: Random): Tissue[] {
  const filling = random.uniform(0.75, 1.25);
  const bladder = ellipsoid([0, -34, 62], [38 * filling, 30 * filling, 28 * filling]);
  const sexOrgans: Tissue[] = female
    ? [
        {
          solid: ellipsoid([4, 0, 98], [26, 22, 30], [30, 0, 0]),
          suv: random.uniform(1.2, 2.6),
          hu: 60,
        },
      ]
    : [
        { solid: ellipsoid([0, -14, 26], [22, 16, 15]), suv: random.uniform(1.2, 2.2), hu: 45 },
        ...leftAndRight((side) => [
          { solid: ellipsoid([side * 15, -84, -30], [13, 15, 20]), suv: 2.6, hu: 35 },
        ]),
      ];
  return [
    ...leftAndRight((side) => makeUreter(side, random)),
    ...sexOrgans,
    { solid: bladder, suv: random.logUniform(5, 50), hu: 6 },
  ];
}

/** Peristalsis leaves tracer in a few short stretches of a ureter only. */
function makeUreter(side: 1 | -1, random: Random): Tissue[] {
  const at = (z: number): [number, number, number, number] => [
    side * (38 - 10 * Math.sin((z - 60) / 55)),
    22 - 0.0016 * (z - 150) ** 2,
    z,
    2.8,
  ];
  return [90, 120, 150, 180]
    .filter(() => random.chance(0.4))
    .map((z) => {
      const start = z + random.uniform(-10, 10);
      const solid = tube([at(start), at(start + random.uniform(4, 16))]);
      return { solid, suv: random.logUniform(4, 20), hu: 15 };
    });
}
