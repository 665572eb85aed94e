import { ellipsoid } from '../solid/ellipsoid.js';
import { tube } from '../solid/tube.js';
import { makeBone } from './make-bone.js';
import type { Person } from './person.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';

/** Sacrum, and on each side ilium, acetabulum, pubis, ischium, and the femur's head, neck and shaft. */
export function makePelvicBones({ marrow }: Person): Tissue[] {
  return [
    ...makeBone(ellipsoid([0, 60, 108], [48, 20, 44], [14, 0, 0]), 2.5, 330, marrow),
    ...leftAndRight((side): Tissue[] => [
      ...makeBone(
        ellipsoid([side * 92, 34, 138], [9, 52, 56], [0, side * 14, side * -24]),
        2.5,
        480,
        marrow,
      ),
      ...makeBone(ellipsoid([side * 84, 16, 72], [26, 30, 32]), 3, 480, marrow),
      ...makeBone(
        tube([
          [side * 70, -12, 66, 11],
          [side * 36, -46, 38, 9],
          [side * 10, -52, 32, 9],
        ]),
        2.5,
        420,
        0.9 * marrow,
      ),
      ...makeBone(
        tube([
          [side * 72, 36, 56, 14],
          [side * 58, 40, 4, 14],
          [side * 36, -14, 14, 8],
        ]),
        2.5,
        450,
        0.9 * marrow,
      ),
      ...makeBone(ellipsoid([side * 90, 8, 66], [24, 24, 24]), 2.5, 480, 0.7 * marrow),
      ...makeBone(
        tube([
          [side * 90, 8, 66, 16],
          [side * 128, 12, 34, 19],
          [side * 126, 10, -10, 17],
        ]),
        3,
        520,
        0.6 * marrow,
      ),
      ...makeBone(
        tube([
          [side * 126, 10, -10, 16],
          [side * 92, 0, -360, 14],
        ]),
        6,
        1100,
        0.3 * marrow,
      ),
    ]),
  ];
}
