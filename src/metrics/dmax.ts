import type { Vec3 } from '../image/volume.js';
import type { Shape } from '../resample/grid.js';
import type { Components } from './connected-components.js';

/**
 * Dissemination of the disease: the largest distance between the centroids of two lesions, as
 * Cottereau et al. (J Nucl Med 2020) define Dmax. Centroids are not weighted by uptake.
 *
 * @param shape of the mask, [z,y,x]
 * @param spacing mm, x,y,z
 * @returns mm; 0 for a single lesion, null for none
 */
export function dmaxOf(components: Components, shape: Shape, spacing: Vec3): number | null {
  const { count } = components;
  if (count === 0) return null;
  const centroids = centroidsOf(components, shape, spacing);
  // No pair is farther apart than its two distances from a common point: by descending distance,
  // the search may end as soon as these cannot beat the best pair.
  const middle = mean(centroids);
  const reach = centroids.map((centroid) => distance(centroid, middle));
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => reach[b]! - reach[a]! || a - b,
  );
  let best = 0;
  for (let i = 0; i < count; i++) {
    const a = order[i]!;
    for (let j = i + 1; j < count && reach[a]! + reach[order[j]!]! > best; j++) {
      best = Math.max(best, distance(centroids[a]!, centroids[order[j]!]!));
    }
    if (2 * reach[a]! <= best) break;
  }
  return best;
}

/** Centres of gravity in mm along the index axes, which are at right angles: distances hold. */
function centroidsOf(
  { count, start, length, component, voxels }: Components,
  [, height, width]: Shape,
  spacing: Vec3,
): Vec3[] {
  const sum = new Float64Array(3 * count);
  for (let run = 0; run < start.length; run++) {
    const row = Math.floor(start[run]! / width);
    const x = start[run]! - row * width + (length[run]! - 1) / 2;
    const at = 3 * component[run]!;
    sum[at]! += length[run]! * x;
    sum[at + 1]! += length[run]! * (row % height);
    sum[at + 2]! += length[run]! * Math.floor(row / height);
  }
  return Array.from({ length: count }, (_, c): Vec3 => {
    const along = (axis: 0 | 1 | 2): number => (sum[3 * c + axis]! / voxels[c]!) * spacing[axis];
    return [along(0), along(1), along(2)];
  });
}

function mean(points: readonly Vec3[]): Vec3 {
  const along = (axis: 0 | 1 | 2): number =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [along(0), along(1), along(2)];
}

function distance(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
