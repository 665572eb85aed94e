import type { Random } from '../../array/random.js';
import { type Geometry, identityDirection, type Vec3 } from '../../image/volume.js';
import type { Person } from '../body/person.js';

/** Height above the perineum at which a scan of the standard patient ends, mm. */
const scanTop = 884;

/**
 * The PET's and the CT's grid: a metre from above the vertex down to the thighs, in world (LPS) mm.
 * The CT is finer and its corner lies elsewhere, so the two never share voxel centres.
 */
export function layOutGrids(person: Person, random: Random): { pet: Geometry; ct: Geometry } {
  const bottom = scanTop * person.scale[2] - 1000;
  const middle: Vec3 = [random.uniform(-6, 6), random.uniform(5, 20), bottom + 500];
  return {
    pet: gridAround(middle, [144, 144, 200], [4.07283, 4.07283, 5]),
    ct: gridAround(
      [middle[0] + 1.3, middle[1] - 8.2, middle[2] + 0.7],
      [220, 220, 250],
      [2.5, 2.5, 4],
    ),
  };
}

function gridAround(middle: Vec3, size: Vec3, spacing: Vec3): Geometry {
  const origin = (axis: 0 | 1 | 2) => middle[axis] - 0.5 * (size[axis] - 1) * spacing[axis];
  return { size, spacing, origin: [origin(0), origin(1), origin(2)], direction: identityDirection };
}
