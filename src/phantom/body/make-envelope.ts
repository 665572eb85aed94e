import { ellipsoid } from '../solid/ellipsoid.js';
import { grow } from '../solid/grow.js';
import type { Solid } from '../solid/solid.js';
import { tube } from '../solid/tube.js';
import { abdominalCavity } from './abdominal-cavity.js';
import { armKnots } from './arm-knots.js';
import type { Person } from './person.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';
import { trunk } from './trunk.js';

/** A part of the body's muscular outline and the fat over it, mm. */
interface Part {
  readonly solid: Solid;
  readonly fat: number;
}

const skinThickness = 2;

/** Skin, fat under it, muscle, breasts, and the fat that fills the abdominal cavity. */
export function makeEnvelope(person: Person): Tissue[] {
  const parts = [...bodyParts(person), ...armParts(person)];
  const breasts = person.female ? makeBreasts(person) : [];
  return [
    ...parts.map(({ solid, fat }) => ({ solid: grow(solid, fat + skinThickness), ...skin })),
    ...breasts.map((solid) => ({ solid: grow(solid, skinThickness), ...skin })),
    ...parts.map(({ solid, fat }) => ({ solid: grow(solid, fat), ...fatTissue })),
    ...breasts.map((solid) => ({ solid, suv: 0.4, hu: -85 })),
    ...breasts.map((solid) => ({ solid: grow(solid, -16), suv: 0.8, hu: -20 })),
    ...parts.map(({ solid }) => ({ solid, suv: person.muscle, hu: 55 })),
    { solid: abdominalCavity, suv: 0.35, hu: -100 },
  ];
}

const skin = { suv: 0.5, hu: 20 };
const fatTissue = { suv: 0.25, hu: -105 };

function bodyParts({ fat }: Person): Part[] {
  const limbFat = 0.85 * fat;
  return [
    { solid: trunk, fat },
    { solid: ellipsoid([0, -2, 768], [74, 95, 100]), fat: 3 },
    { solid: ellipsoid([0, -42, 690], [54, 54, 58]), fat: 4 },
    {
      solid: tube([
        [0, 18, 590, 58],
        [0, 24, 640, 54],
        [0, 24, 720, 54],
      ]),
      fat: 2 + 0.2 * fat,
    },
    ...leftAndRight((side): Part[] => [
      {
        solid: tube([
          [side * 82, 2, 40, 80],
          [side * 84, 6, -360, 62],
        ]),
        fat: limbFat,
      },
      { solid: ellipsoid([side * 78, 42, 40], [72, 66, 78]), fat: 0.8 * fat },
      {
        solid: tube([
          [side * 52, 20, 592, 30],
          [side * 110, 14, 572, 36],
          [side * 160, 10, 552, 48],
        ]),
        fat: 0.4 * fat,
      },
    ]),
  ];
}

function armParts(person: Person): Part[] {
  return leftAndRight((side): Part[] => [
    { solid: tube(armKnots(side, person, [46, 40, 36, 24])), fat: 2 + 0.25 * person.fat },
  ]);
}

function makeBreasts({ fat }: Person): Solid[] {
  const size = 40 + fat;
  return leftAndRight((side) => [
    ellipsoid([side * 84, -98 - 0.6 * fat, 430], [size, 0.5 * size, 1.05 * size]),
  ]);
}
