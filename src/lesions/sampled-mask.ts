import { boxWhere } from '../array/box-where.js';
import { crop } from '../array/crop.js';
import { distanceInside } from '../array/distance-inside.js';
import type { Shape } from '../array/grid.js';
import { reorient, reorientationTo } from '../image/orient.js';
import type { Geometry, Vec3 } from '../image/volume.js';
import { indexToWorld } from '../image/world.js';

/** Samples in axial slices from the feet up, x to the left, y to the back: 1 where something is. */
export interface SampledMask {
  readonly data: Uint8Array;
  /** Along x, y, z. */
  readonly size: Vec3;
  /** mm, x,y,z. */
  readonly spacing: Vec3;
  /** LPS, mm, of a sample x,y,z. */
  readonly worldOf: (sample: Vec3) => Vec3;
}

/**
 * Samples what of an array is wanted, every `stepMm` or so, within the box that holds all of it.
 *
 * @param labels [z,y,x] of the grid
 * @returns null where nothing is wanted
 */
export function sampleMask(
  labels: Uint8Array,
  grid: Geometry,
  isWanted: (label: number) => boolean,
  stepMm: number,
): SampledMask | null {
  const shape: Shape = [grid.size[2], grid.size[1], grid.size[0]];
  const box = boxWhere(labels, shape, isWanted);
  if (box === null) return null;
  const [z, y, x] = box;
  const own = {
    size: [x[1] - x[0], y[1] - y[0], z[1] - z[0]] as Vec3,
    spacing: grid.spacing,
    direction: grid.direction,
    origin: indexToWorld(grid, [x[0], y[0], z[0]]),
    data: crop(labels, shape, box),
  };
  const volume = reorient(own, reorientationTo(grid, 'LPS'));
  const steps = volume.spacing.map((mm) => Math.max(1, Math.round(stepMm / mm)));
  const size = volume.size.map((n, i) => Math.ceil(n / steps[i]!)) as unknown as Vec3;
  const data = new Uint8Array(size[0] * size[1] * size[2]);
  let i = 0;
  for (let k = 0; k < size[2]; k++) {
    for (let j = 0; j < size[1]; j++) {
      const row = (k * steps[2]! * volume.size[1] + j * steps[1]!) * volume.size[0];
      for (let n = 0; n < size[0]; n++)
        data[i++] = isWanted(volume.data[row + n * steps[0]!]!) ? 1 : 0;
    }
  }
  return {
    data,
    size,
    spacing: volume.spacing.map((mm, axis) => mm * steps[axis]!) as unknown as Vec3,
    worldOf: (sample) =>
      indexToWorld(volume, sample.map((n, axis) => n * steps[axis]!) as unknown as Vec3),
  };
}

/** A place in a mask, and how deep inside it lies. */
export interface Depth {
  /** x,y,z. */
  readonly sample: Vec3;
  readonly mm: number;
}

/** The places at least so deep inside a mask, the deepest first; of equally deep ones the first in memory. */
export function deepPlaces({ data, size, spacing }: SampledMask, leastMm: number): Depth[] {
  const depth = distanceInside(
    data,
    [size[2], size[1], size[0]],
    [spacing[2], spacing[1], spacing[0]],
  );
  const found: Depth[] = [];
  for (const [i, mm] of depth.entries()) {
    if (mm < leastMm) continue;
    const row = Math.floor(i / size[0]);
    found.push({ sample: [i - row * size[0], row % size[1], Math.floor(row / size[1])], mm });
  }
  return found.sort((a, b) => b.mm - a.mm);
}
