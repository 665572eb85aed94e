import { corners } from '../same-grid.js';
import type { Geometry } from '../volume.js';
import { indexToWorld } from '../world.js';

// float32 headers and quaternions move the far corner of a long scan by less than this share of a voxel.
const cornerTolerance = 0.1;
const spacingTolerance = 1e-3;

/** Whether two readings of one header mean the same place, up to what its number formats round. */
export function similarGeometry(a: Geometry, b: Geometry): boolean {
  const isSameScale = a.spacing.every(
    (mm, axis) => Math.abs(mm / (b.spacing[axis] ?? 0) - 1) <= spacingTolerance,
  );
  const limit = cornerTolerance * Math.min(...a.spacing);
  return (
    isSameScale &&
    corners(a.size).every((corner) => {
      const p = indexToWorld(a, corner);
      const q = indexToWorld({ ...b, size: a.size }, corner);
      return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]) <= limit;
    })
  );
}
