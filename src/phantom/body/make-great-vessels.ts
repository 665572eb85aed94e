import type { Solid } from '../solid/solid.js';
import { tube } from '../solid/tube.js';
import { leftAndRight } from './sides.js';
import { spineAt } from './spine.js';

/** Aorta, caval veins, pulmonary trunk and veins, and the arteries of neck and legs. */
export function makeGreatVessels(): Solid[] {
  const back = (z: number, r: number) => [16, spineAt(z).y - spineAt(z).radius - 14, z, r] as const;
  return [
    tube([
      [8, -22, 425, 15],
      [-14, -26, 465, 15],
      [-4, -14, 500, 14],
      [16, 22, 506, 12],
      [22, 38, 488, 12],
      back(430, 12),
      back(320, 11),
      back(230, 9),
      [10, 0, 165, 8],
    ]),
    tube([
      [-22, -14, 560, 8],
      [-28, -10, 450, 10],
      [-22, 0, 400, 13],
      [-20, 12, 330, 12],
      [-20, 2, 220, 11],
      [-14, 4, 160, 10],
    ]),
    tube([
      [20, -26, 440, 14],
      [4, 2, 466, 11],
      [-34, 12, 458, 9],
    ]),
    tube([
      [6, 0, 466, 11],
      [38, 16, 458, 9],
    ]),
    ...leftAndRight((side) => [
      tube([
        [side * 8, -4, 510, 6],
        [side * 20, -8, 580, 5],
        [side * 32, -4, 670, 5],
      ]),
      tube([
        [side * 4, 2, 165, 8],
        [side * 50, -2, 110, 7],
        [side * 72, -52, 50, 6],
        [side * 70, -50, -60, 5],
      ]),
    ]),
  ];
}
