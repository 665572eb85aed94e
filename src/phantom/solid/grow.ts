import type { Vec3 } from '../../image/volume.js';
import type { Solid } from './solid.js';

/** The same solid with its surface moved outwards by so many mm; negative moves it inwards. */
export function grow(solid: Solid, millimetres: number): Solid {
  const moved = (corner: Vec3, by: number): Vec3 => [
    corner[0] + by,
    corner[1] + by,
    corner[2] + by,
  ];
  return {
    low: moved(solid.low, -millimetres),
    high: moved(solid.high, millimetres),
    depth: (x, y, z) => solid.depth(x, y, z) + millimetres,
  };
}
