import type { Random } from '../../array/random.js';
import { loft } from '../solid/loft.js';
import type { Solid } from '../solid/solid.js';
import { tube } from '../solid/tube.js';
import { makeGreatVessels } from './make-great-vessels.js';
import { makeHeart } from './make-heart.js';
import type { Person } from './person.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';

/** The chest's tissues, and the lungs apart for those who look for a place in them. */
export interface Chest {
  readonly tissues: Tissue[];
  readonly lungs: readonly [left: Solid, right: Solid];
}

/** Mediastinum, lungs with their vessels, airways, heart and the great vessels. */
export function makeChest(person: Person, random: Random): Chest {
  const lungs = [makeLung(1), makeLung(-1)] as const;
  const lungUptake = random.uniform(0.35, 0.6);
  const blood = { suv: person.blood, hu: person.bloodDensity };
  return {
    lungs,
    tissues: [
      { solid: mediastinum, suv: 0.7, hu: -70 },
      ...lungs.map((solid) => ({ solid, suv: lungUptake, hu: -840 })),
      ...leftAndRight((side) => makeLungVessels(side, random)),
      ...makeGreatVessels().map((solid) => ({ solid, ...blood })),
      { solid: gullet, suv: random.uniform(1.2, 2.4), hu: 40 },
      ...makeHeart(person, random),
      ...airways.map((solid) => ({ solid, suv: 0.5, hu: -980 })),
    ],
  };
}

const mediastinum = loft([
  [335, 5, -10, 80, 75],
  [430, 5, -10, 70, 78],
  [540, 0, -4, 50, 52],
  [590, 0, 0, 34, 40],
]);

const gullet = tube([
  [8, 22, 590, 7],
  [10, 40, 480, 8],
  [12, 30, 345, 8],
]);

const airways = [
  tube([
    [0, -4, 640, 9],
    [0, 14, 498, 9],
  ]),
  ...leftAndRight((side) => [
    tube([
      [0, 14, 498, 8],
      [side * 42, 20, 462, 6],
    ]),
  ]),
];

function makeLung(side: 1 | -1): Solid {
  return loft([
    [300, side * 96, 46, 26, 34],
    [325, side * 92, 34, 42, 54],
    [360, side * 86, 14, 51, 74],
    [410, side * 82, 6, 54, 83],
    [460, side * 78, 6, 54, 80],
    [510, side * 70, 10, 49, 66],
    [545, side * 58, 16, 38, 46],
    [572, side * 46, 22, 20, 24],
    [580, side * 44, 22, 8, 10],
  ]);
}

/** Branches from the hilum outwards, thinner and thinner. */
function makeLungVessels(side: 1 | -1, random: Random): Tissue[] {
  return Array.from({ length: 9 }, () => {
    const [x, y, z] = [
      side * random.uniform(70, 115),
      random.uniform(-40, 70),
      random.uniform(350, 545),
    ] as const;
    const solid = tube([
      [side * 36, 15, 455, 6],
      [0.5 * (x + side * 36), 0.5 * (y + 15), 0.5 * (z + 455) + 12, 3.5],
      [x, y, z, 1.5],
    ]);
    return { solid, suv: 1, hu: 30 };
  });
}
