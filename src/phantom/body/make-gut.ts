import type { Random } from '../../array/random.js';
import { grow } from '../solid/grow.js';
import { type Knot, tube } from '../solid/tube.js';
import type { Tissue } from './tissue.js';

/** Colon, rectum and loops of small bowel, each stretch with an uptake and a filling of its own. */
export function makeGut(random: Random): Tissue[] {
  const loops = Array.from({ length: 9 }, () => makeLoop(random));
  const uptake = random.logUniform(0.8, 3.5);
  return [
    ...loops.flatMap((knots) => gutPart(knots, random.uniform(0.8, 2.2), random.uniform(10, 40))),
    ...colon(random).flatMap((knots) =>
      gutPart(knots, uptake * random.uniform(0.6, 1.5), random.pick([-800, -600, -100, 20, 40])),
    ),
  ];
}

/** A wall 3.5 mm thick with the given uptake; the content has about half of it. */
function gutPart(knots: Knot[], suv: number, content: number): Tissue[] {
  const solid = tube(knots);
  return [
    { solid, suv, hu: 40 },
    { solid: grow(solid, -3.5), suv: 0.55 * suv, hu: content },
  ];
}

function colon(random: Random): Knot[][] {
  const jitter = (knot: Knot): Knot => [
    knot[0] + random.uniform(-6, 6),
    knot[1] + random.uniform(-6, 6),
    knot[2] + random.uniform(-8, 8),
    knot[3] * random.uniform(0.85, 1.1),
  ];
  const knots = colonKnots.map(jitter);
  return Array.from({ length: knots.length - 1 }, (_, index) => [knots[index]!, knots[index + 1]!]);
}

const colonKnots: readonly Knot[] = [
  [-78, -28, 124, 21],
  [-96, 2, 165, 22],
  [-98, 6, 205, 21],
  [-84, -38, 218, 19],
  [-46, -64, 205, 18],
  [0, -70, 196, 17],
  [46, -66, 210, 17],
  [86, -34, 250, 17],
  [104, 14, 262, 16],
  [108, 16, 215, 15],
  [104, 14, 160, 15],
  [80, -10, 122, 14],
  [50, -2, 128, 14],
  [26, 16, 104, 14],
  [4, 34, 84, 15],
  [0, 46, 60, 17],
  [0, 44, 24, 13],
];

/** A loop wanders about the middle of the lower abdomen. */
function makeLoop(random: Random): Knot[] {
  let [x, y, z] = [random.uniform(-60, 60), random.uniform(-55, -15), random.uniform(120, 210)];
  let heading = random.uniform(0, 2 * Math.PI);
  const keep = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);
  return Array.from({ length: 9 }, (): Knot => {
    heading += random.uniform(-1.3, 1.3);
    x = keep(x + 20 * Math.cos(heading), -72, 72);
    z = keep(z + 20 * Math.sin(heading), 108, 218);
    y = keep(y + random.uniform(-9, 9), -66, -8);
    return [x, y, z, random.uniform(9, 12)];
  });
}
