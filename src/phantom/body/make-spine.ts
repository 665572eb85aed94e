import type { Random } from '../../array/random.js';
import { ellipsoid } from '../solid/ellipsoid.js';
import { type Knot, tube } from '../solid/tube.js';
import { makeBone } from './make-bone.js';
import type { Person } from './person.js';
import { spinalColumn, spineAt, vertebraHeights } from './spine.js';
import type { Tissue } from './tissue.js';

/** Vertebral bodies with the discs between them, arches, spinal canal and cord. */
export function makeSpine({ marrow }: Person, random: Random): Tissue[] {
  const canal = Array.from({ length: 30 }, (_, index): Knot => {
    const z = 120 + 20 * index;
    return [0, spineAt(z).y + spineAt(z).radius + 9, z, 9];
  });
  // The cord ends at the first lumbar vertebra.
  const cord = canal.slice(6).map(([x, y, z]): Knot => [x, y, z, 5]);
  return [
    ...vertebraHeights.flatMap((z) => makeArch(z, marrow)),
    ...makeBone(spinalColumn, 2.5, 420, marrow),
    ...vertebraHeights.map((z) => {
      const { y, radius } = spineAt(z - 14);
      return { solid: ellipsoid([0, y, z - 14], [radius, radius, 4.5]), suv: 0.7, hu: 90 };
    }),
    { solid: tube(canal), suv: 0.6, hu: 20 },
    { solid: tube(cord), suv: random.uniform(1, 1.7), hu: 40 },
  ];
}

/** The parts of a vertebra behind its body: spinous and transverse processes. */
function makeArch(z: number, marrow: number): Tissue[] {
  const { y, radius } = spineAt(z);
  const back = y + radius;
  const spinous = tube([
    [0, back + 18, z, 4],
    [0, back + 34, z - 12, 3.5],
  ]);
  const transverse = tube([
    [-radius - 16, back + 10, z, 4],
    [radius + 16, back + 10, z, 4],
  ]);
  return [spinous, transverse].map((solid) => ({ solid, suv: 0.8 * marrow, hu: 330 }));
}
