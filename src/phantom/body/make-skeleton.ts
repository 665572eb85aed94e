import type { Random } from '../../array/random.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { type Knot, tube } from '../solid/tube.js';
import { armKnots } from './arm-knots.js';
import { makeBone } from './make-bone.js';
import { makePelvicBones } from './make-pelvic-bones.js';
import { makeSpine } from './make-spine.js';
import type { Person } from './person.js';
import { ribKnots } from './rib-knots.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';
import { trunkSection } from './trunk.js';

/** Spine, ribs, shoulder girdle, pelvis and the long bones; the skull belongs to the head. */
export function makeSkeleton(person: Person, random: Random): Tissue[] {
  return [
    ...makeRibs(person),
    ...makeShoulders(person),
    ...makePelvicBones(person),
    ...makeSpine(person, random),
  ];
}

function makeRibs({ marrow }: Person): Tissue[] {
  const ribs = Array.from({ length: 12 }, (_, index) =>
    leftAndRight((side) => [tube(ribKnots(index, side))]),
  );
  return ribs.flat().map((solid) => ({ solid, suv: 0.7 * marrow, hu: 380 }));
}

function makeShoulders(person: Person): Tissue[] {
  const { marrow } = person;
  const sternum: Knot[] = [540, 515, 490, 465, 440, 415].map((z) => {
    const [, y, , halfDepth] = trunkSection(z);
    return [0, y - halfDepth + 13, z, 8];
  });
  return [
    ...makeBone(tube(sternum), 2, 330, marrow),
    ...leftAndRight((side): Tissue[] => [
      ...makeBone(
        tube([
          [side * 14, -50, 545, 7],
          [side * 70, -42, 562, 6],
          [side * 150, -2, 578, 7],
        ]),
        2,
        450,
        0.7 * marrow,
      ),
      {
        solid: ellipsoid([side * 98, 76, 505], [36, 5, 62], [-8, 0, side * 22]),
        suv: 0.7 * marrow,
        hu: 380,
      },
      ...makeBone(ellipsoid([side * 158, 10, 558], [24, 24, 25]), 2.5, 420, 0.8 * marrow),
      ...makeBone(tube(armKnots(side, person, [11, 10, 8, 7])), 3.5, 800, 0.4 * marrow),
    ]),
  ];
}
