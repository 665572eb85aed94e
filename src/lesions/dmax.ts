import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Vec3 } from '../image/volume.js';
import { centroidsOf } from './centroids.js';

/**
 * Dissemination of the disease: the largest distance between the centroids of two lesions, as
 * Cottereau et al. (J Nucl Med 2020) define Dmax. Centroids are not weighted by uptake.
 *
 * @param shape of the mask, [z,y,x]
 * @param spacing mm, x,y,z
 * @returns mm; 0 for a single lesion, null for none
 */
export function dmaxOf(components: Components, shape: Shape, spacing: Vec3): number | null {
  if (components.count === 0) return null;
  // mm along the index axes, which are at right angles.
  const points = centroidsOf(components, shape).map((at, i) => at * spacing[(i % 3) as 0]);
  const fromMiddle = distancesFrom(points, middleOf(points));
  const outermost = indexOfMaximum(fromMiddle);
  const fromOutermost = distancesFrom(points, pointAt(points, outermost));
  let best = fromOutermost[indexOfMaximum(fromOutermost)]!;
  // No pair is farther apart than its two distances from the middle, which leaves few to compare.
  const left = [...fromMiddle.keys()]
    .filter((i) => fromMiddle[i]! + fromMiddle[outermost]! > best)
    .sort((a, b) => fromMiddle[b]! - fromMiddle[a]!);
  for (const [rank, i] of left.entries()) {
    const point = pointAt(points, i);
    for (let next = rank + 1; next < left.length; next++) {
      const j = left[next]!;
      if (fromMiddle[i]! + fromMiddle[j]! <= best) break;
      best = Math.max(best, distance(points, j, point));
    }
  }
  return best;
}

function middleOf(points: Float64Array): Vec3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i++) sum[(i % 3) as 0] += points[i]!;
  const count = points.length / 3;
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

function pointAt(points: Float64Array, index: number): Vec3 {
  return [points[3 * index]!, points[3 * index + 1]!, points[3 * index + 2]!];
}

function distancesFrom(points: Float64Array, origin: Vec3): Float64Array {
  return new Float64Array(points.length / 3).map((_, i) => distance(points, i, origin));
}

function distance(points: Float64Array, index: number, [x, y, z]: Vec3): number {
  const dx = points[3 * index]! - x;
  const dy = points[3 * index + 1]! - y;
  const dz = points[3 * index + 2]! - z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

function indexOfMaximum(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}
