import type { Geometry, Vec3 } from './volume.js';
import { indexToWorld } from './world.js';

// Header noise of format conversions moves a corner by far less than this share of a voxel.
const tolerance = 0.01;

/** Whether two images have the same voxels at the same places, up to header noise (1 % of a voxel). */
export function sameGrid(a: Geometry, b: Geometry): boolean {
  if (a.size.some((n, axis) => n !== b.size[axis])) return false;
  const limit = tolerance * Math.min(...a.spacing);
  return corners(a.size).every((corner) => {
    const p = indexToWorld(a, corner);
    const q = indexToWorld(b, corner);
    return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) <= limit;
  });
}

/** The index coordinates of the eight corner voxels of a grid, x,y,z. */
export function corners(size: Vec3): Vec3[] {
  const ends = [0, 1];
  return ends.flatMap((x) =>
    ends.flatMap((y) =>
      ends.map((z): Vec3 => [x * (size[0] - 1), y * (size[1] - 1), z * (size[2] - 1)]),
    ),
  );
}
