import type { Geometry, Vec3 } from './volume.js';

/** The LPS world position (mm) of a continuous index x,y,z. */
export function indexToWorld(grid: Geometry, index: Vec3): Vec3 {
  const { origin, spacing, direction: d } = grid;
  const [x, y, z] = [index[0] * spacing[0], index[1] * spacing[1], index[2] * spacing[2]];
  return [
    origin[0] + d[0] * x + d[1] * y + d[2] * z,
    origin[1] + d[3] * x + d[4] * y + d[5] * z,
    origin[2] + d[6] * x + d[7] * y + d[8] * z,
  ];
}

/** The continuous index x,y,z of an LPS world position (mm); the direction is orthonormal. */
export function worldToIndex(grid: Geometry, world: Vec3): Vec3 {
  const { origin, spacing, direction: d } = grid;
  const [x, y, z] = [world[0] - origin[0], world[1] - origin[1], world[2] - origin[2]];
  return [
    (d[0] * x + d[3] * y + d[6] * z) / spacing[0],
    (d[1] * x + d[4] * y + d[7] * z) / spacing[1],
    (d[2] * x + d[5] * y + d[8] * z) / spacing[2],
  ];
}
