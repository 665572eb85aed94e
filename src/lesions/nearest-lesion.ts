import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Vec3 } from '../image/volume.js';
import { centroidsOf } from './centroids.js';

/**
 * How far the nearest other lesion is from each: from centre of gravity to centre of gravity, as for Dmax.
 *
 * @param shape of the mask, [z,y,x]
 * @param spacing mm, x,y,z
 * @returns mm, of each component; infinite for a single one
 */
export function nearestLesionsOf(
  components: Components,
  shape: Shape,
  spacing: Vec3,
): Float64Array {
  const points = centroidsOf(components, shape).map((at, i) => at * spacing[(i % 3) as 0]);
  const axis = longestAxis(points);
  const inOrder = Array.from({ length: components.count }, (_, i) => i).sort(
    (a, b) => points[3 * a + axis]! - points[3 * b + axis]!,
  );
  const nearest = new Float64Array(components.count).fill(Number.POSITIVE_INFINITY);
  for (const [rank, i] of inOrder.entries()) {
    for (const step of [-1, 1]) {
      for (let other = rank + step; other >= 0 && other < inOrder.length; other += step) {
        const apart = difference(points, i, inOrder[other]!);
        if (Math.abs(apart[axis]) >= nearest[i]!) break;
        nearest[i] = Math.min(nearest[i]!, Math.sqrt(squared(apart)));
      }
    }
  }
  return nearest;
}

function difference(points: Float64Array, i: number, j: number): Vec3 {
  const along = (axis: 0 | 1 | 2): number => points[3 * j + axis]! - points[3 * i + axis]!;
  return [along(0), along(1), along(2)];
}

function squared([x, y, z]: Vec3): number {
  return x * x + y * y + z * z;
}

/** The axis along which they lie farthest apart: fewest are near each other there. */
function longestAxis(points: Float64Array): 0 | 1 | 2 {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const [i, mm] of points.entries()) {
    low[i % 3] = Math.min(low[i % 3]!, mm);
    high[i % 3] = Math.max(high[i % 3]!, mm);
  }
  const extents = ([0, 1, 2] as const).map((axis) => high[axis]! - low[axis]!);
  return extents.indexOf(Math.max(...extents)) as 0 | 1 | 2;
}
