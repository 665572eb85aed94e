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
  const upwards = Array.from({ length: components.count }, (_, i) => i).sort(
    (a, b) => points[3 * a + 2]! - points[3 * b + 2]!,
  );
  const nearest = new Float64Array(components.count).fill(Number.POSITIVE_INFINITY);
  for (const [rank, i] of upwards.entries()) {
    for (const step of [-1, 1]) {
      for (let other = rank + step; other >= 0 && other < upwards.length; other += step) {
        const [dx, dy, dz] = difference(points, i, upwards[other]!);
        if (Math.abs(dz) >= nearest[i]!) break;
        nearest[i] = Math.min(nearest[i]!, Math.sqrt(dx * dx + dy * dy + dz * dz));
      }
    }
  }
  return nearest;
}

function difference(points: Float64Array, i: number, j: number): Vec3 {
  const along = (axis: 0 | 1 | 2): number => points[3 * j + axis]! - points[3 * i + axis]!;
  return [along(0), along(1), along(2)];
}
