import type { Random } from '../../array/random.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { grow } from '../solid/grow.js';
import { intersect } from '../solid/intersect.js';
import { ripple } from '../solid/ripple.js';
import { tube } from '../solid/tube.js';
import { leftAndRight } from './sides.js';
import type { Tissue } from './tissue.js';

/** Skull and jaw, brain, eyes, airways, glands, tonsils, larynx and thyroid. */
export function makeHead(random: Random): Tissue[] {
  return [...makeFace(random), ...makeBrain(random), ...makeGlands(random)];
}

function makeBrain(random: Random): Tissue[] {
  const cortex = random.uniform(5.5, 13);
  const cerebrum = ellipsoid([0, -2, 782], [64, 82, 68]);
  const cerebellum = leftAndRight((side) => [ellipsoid([side * 26, 42, 722], [32, 30, 22])]);
  return [
    { solid: grow(cerebrum, 8), suv: 0.8, hu: 850 },
    ...cerebellum.map((solid) => ({ solid: grow(solid, 7), suv: 0.8, hu: 750 })),
    { solid: grow(cerebrum, 2), suv: 1, hu: 15 },
    { solid: cerebrum, suv: cortex, hu: 38 },
    // Waves in the inner surface of the cortex stand for gyri.
    { solid: ripple(grow(cerebrum, -15), 9, 34, random), suv: 0.38 * cortex, hu: 30 },
    // The cleft between the hemispheres.
    {
      solid: intersect(ellipsoid([0, -2, 806], [2.5, 84, 52]), cerebrum),
      suv: 0.4 * cortex,
      hu: 14,
    },
    ...leftAndRight((side): Tissue[] => [
      { solid: ellipsoid([side * 20, -8, 775], [12, 26, 15]), suv: 1.15 * cortex, hu: 38 },
      { solid: ellipsoid([side * 9, -8, 795], [6, 34, 9]), suv: 1, hu: 8 },
    ]),
    ...cerebellum.map((solid) => ({ solid, suv: 0.8 * cortex, hu: 40 })),
    {
      solid: tube([
        [0, 20, 745, 14],
        [0, 28, 700, 9],
      ]),
      suv: 0.5 * cortex,
      hu: 36,
    },
  ];
}

function makeFace(random: Random): Tissue[] {
  const tongue = random.uniform(1, 2.2);
  return [
    { solid: ellipsoid([0, -52, 718], [48, 34, 36]), suv: 1, hu: 250 },
    { solid: ellipsoid([0, -40, 672], [32, 34, 22]), suv: tongue, hu: 50 },
    {
      solid: tube([
        [-48, -22, 690, 7],
        [-34, -62, 660, 7],
        [0, -84, 652, 8],
        [34, -62, 660, 7],
        [48, -22, 690, 7],
      ]),
      suv: 0.9,
      hu: 750,
    },
    { solid: ellipsoid([0, -66, 708], [17, 26, 20]), suv: 0.9, hu: -450 },
    {
      solid: tube([
        [0, -22, 700, 9],
        [0, -12, 640, 8],
      ]),
      suv: 0.6,
      hu: -950,
    },
    ...leftAndRight((side): Tissue[] => [
      { solid: ellipsoid([side * 27, -60, 712], [13, 15, 15]), suv: 0.6, hu: -950 },
      { solid: ellipsoid([side * 32, -72, 744], [17, 20, 16]), suv: 0.9, hu: -50 },
      { solid: ellipsoid([side * 32, -80, 744], [12, 12, 12]), suv: 0.7, hu: 12 },
      { solid: ellipsoid([side * 38, 8, 716], [11, 16, 12]), suv: 0.8, hu: 100 },
    ]),
  ];
}

function makeGlands(random: Random): Tissue[] {
  const parotid = random.uniform(1.4, 2.8);
  const tonsil = random.uniform(2, 5);
  const cords = random.uniform(1.2, 3.5);
  const thyroid = random.uniform(1, 2);
  return leftAndRight((side): Tissue[] => [
    { solid: ellipsoid([side * 56, -8, 688], [11, 19, 24]), suv: parotid, hu: 10 },
    { solid: ellipsoid([side * 28, -38, 648], [10, 14, 11]), suv: 1.1 * parotid, hu: 40 },
    { solid: ellipsoid([side * 17, -24, 680], [6, 8, 11]), suv: tonsil, hu: 50 },
    { solid: ellipsoid([side * 7, -20, 626], [4, 11, 6]), suv: cords, hu: 60 },
    { solid: ellipsoid([side * 19, -20, 600], [9, 9, 20]), suv: thyroid, hu: 100 },
  ]);
}
