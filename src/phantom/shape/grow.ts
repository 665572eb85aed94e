import type { Vec3 } from '../../image/volume.js';
import type { Shape } from './shape.js';

/** The same shape with its surface moved outwards by so many mm; negative moves it inwards. */
export function grow(shape: Shape, millimetres: number): Shape {
  const moved = (corner: Vec3, by: number): Vec3 => [
    corner[0] + by,
    corner[1] + by,
    corner[2] + by,
  ];
  return {
    low: moved(shape.low, -millimetres),
    high: moved(shape.high, millimetres),
    depth: (x, y, z) => shape.depth(x, y, z) + millimetres,
  };
}
