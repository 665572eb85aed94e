import type { Random } from '../../array/random.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { grow } from '../solid/grow.js';
import { intersect } from '../solid/intersect.js';
import { loft } from '../solid/loft.js';
import type { Solid } from '../solid/solid.js';
import { tube } from '../solid/tube.js';
import { unite } from '../solid/unite.js';
import { abdominalCavity } from './abdominal-cavity.js';
import type { Person } from './person.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';

/** The upper abdomen's tissues, and the liver apart for those who look for a place in it. */
export interface Abdomen {
  readonly tissues: Tissue[];
  readonly liver: Solid;
}

/** Liver, gall bladder, spleen, stomach, pancreas, kidneys and psoas. */
export function makeAbdomen(person: Person, random: Random): Abdomen {
  const wall = grow(abdominalCavity, 6);
  const liver = makeLiver(wall, random);
  const liverUptake = random.uniform(1.6, 3);
  const spleen = ellipsoid([104, 46, 306], [27, 46, random.uniform(46, 62)], [-18, -12, 0]);
  return {
    liver,
    tissues: [
      { solid: ellipsoid([0, 60, 250], [88, 30, 110]), suv: person.muscle, hu: 55 },
      ...leftAndRight((side): Tissue[] => [
        {
          solid: tube([
            [side * 34, 36, 250, 12],
            [side * 50, 26, 160, 22],
            [side * 82, -20, 70, 14],
          ]),
          suv: person.muscle,
          hu: 55,
        },
      ]),
      { solid: liver, suv: liverUptake, hu: random.uniform(45, 65) + 0.3 * person.bloodDensity },
      { solid: ellipsoid([-48, -52, 258], [16, 18, 26], [20, 0, 0]), suv: 0.6, hu: 12 },
      {
        solid: intersect(spleen, wall),
        suv: 0.85 * liverUptake,
        hu: 50 + 0.3 * person.bloodDensity,
      },
      {
        solid: tube([
          [-36, -14, 236, 13],
          [0, -22, 252, 11],
          [48, 4, 268, 10],
          [84, 20, 284, 9],
        ]),
        suv: 1.4,
        hu: 40,
      },
      ...makeStomach(random),
      ...makeKidneys(random),
    ],
  };
}

function makeLiver(wall: Solid, random: Random): Solid {
  const low = random.uniform(-14, 8);
  const right = loft([
    [208 + low, -98, 4, 18, 34],
    [232 + low, -92, 2, 34, 62],
    [270, -84, 0, 50, 86],
    [310, -72, 0, 64, 92],
    [345, -68, 0, 58, 76],
    [366, -66, 4, 40, 48],
    [376, -66, 6, 14, 18],
  ]);
  const left = ellipsoid([4, -44, 322], [76, 38, 32], [0, -10, 0]);
  return intersect(unite([right, left]), wall);
}

function makeStomach(random: Random): Tissue[] {
  const fill = random.uniform(0.8, 1.1);
  const outer = tube([
    [70, 12, 338, 30 * fill],
    [82, -20, 300, 30 * fill],
    [62, -56, 262, 23 * fill],
    [6, -58, 250, 16],
    [-28, -38, 256, 12],
  ]);
  return [
    { solid: outer, suv: random.uniform(1.4, 3.6), hu: 45 },
    { solid: grow(outer, -5), suv: 0.9, hu: 15 },
    { solid: ellipsoid([76, -16, 326], [22, 14, 18]), suv: 0.4, hu: -950 },
  ];
}

/** Cortex, the fat about and within a kidney, and a renal pelvis with excreted tracer. */
function makeKidneys(random: Random): Tissue[] {
  const cortex = random.uniform(2.2, 5);
  const size = random.uniform(0.92, 1.06);
  return leftAndRight((side): Tissue[] => {
    const x = side * random.uniform(58, 66);
    const z = (side === 1 ? 248 : 232) + random.uniform(-8, 8);
    const tilt = [14, side * -12, 0] as const;
    const renalPelvis = unite([
      ellipsoid([x - side * 12, 40, z], [8, 8, 15]),
      ellipsoid([x - side * 3, 42, z + 19], [6, 6, 9]),
      ellipsoid([x - side * 3, 42, z - 21], [6, 6, 9]),
    ]);
    return [
      {
        solid: ellipsoid([x, 44, z], [38 * size, 34 * size, 66 * size], tilt),
        suv: 0.35,
        hu: -100,
      },
      {
        solid: ellipsoid([x, 44, z], [27 * size, 24 * size, 54 * size], tilt),
        suv: cortex,
        hu: 45,
      },
      { solid: ellipsoid([x - side * 14, 40, z], [17, 12, 26], tilt), suv: 1.2, hu: -60 },
      { solid: renalPelvis, suv: random.logUniform(3, 20), hu: 10 },
    ];
  });
}
