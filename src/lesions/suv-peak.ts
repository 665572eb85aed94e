import type { Components } from '../array/connected-components.js';
import type { Shape } from '../array/grid.js';
import type { Voxels } from '../array/voxels.js';
import type { Vec3 } from '../image/volume.js';

/** Radius of a sphere of 1 ml, mm. */
const radius = Math.cbrt((3 * 1000) / (4 * Math.PI));

// The box round a sphere, in voxels of 0.19 mm.
const mostInBox = 300_000;

/**
 * Whether voxels are so small that a SUVpeak would take for ever: less than about 0.19 mm a side, which no PET of a
 * person has, but a header in metres.
 *
 * @param spacing mm, x,y,z
 */
export function isTooFineForPeak(spacing: Vec3): boolean {
  return spacing.reduce((box, mm) => box * (2 * Math.floor(radius / mm) + 1), 1) > mostInBox;
}

/**
 * SUVpeak of each lesion: the highest mean uptake of a 1 ml sphere centred on a voxel of it, as the
 * local intensity peak of PERCIST and EANM, but about every voxel of the lesion instead of the hottest
 * alone; the highest of all lesions is the global intensity peak of the Image Biomarker Standardisation
 * Initiative. The sphere holds the voxels whose centres are at most 6.2 mm away, lesion or not; those
 * beyond the image are left out.
 *
 * @param pet [z,y,x] on the grid of the components' mask, SUV in g/ml
 * @param spacing mm, x,y,z
 * @returns g/ml, of each component; null where voxels are too small ({@link isTooFineForPeak})
 */
export function suvPeaksOf(
  { count, start, length, component }: Components,
  pet: Voxels,
  shape: Shape,
  spacing: Vec3,
): Float64Array | null {
  if (isTooFineForPeak(spacing)) return null;
  const sphere = sphereOf(shape, spacing);
  const peaks = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  for (let run = 0; run < start.length; run++) {
    const end = start[run]! + length[run]!;
    let peak = peaks[component[run]!]!;
    for (let centre = start[run]!; centre < end; centre++) {
      peak = Math.max(peak, meanAround(centre, sphere, pet, shape));
    }
    peaks[component[run]!] = peak;
  }
  return peaks;
}

/** Voxels of a sphere, relative to its centre. */
interface Sphere {
  /** Steps in the image's memory. */
  readonly offset: Int32Array;
  readonly steps: readonly { readonly dz: number; readonly dy: number; readonly dx: number }[];
  /** How far the sphere reaches along each axis, voxels, z,y,x. */
  readonly reach: Vec3;
}

function sphereOf([, height, width]: Shape, [sx, sy, sz]: Vec3): Sphere {
  const reach = [sz, sy, sx].map((mm) => Math.floor(radius / mm)) as unknown as Vec3;
  const along = (voxels: number): number[] =>
    Array.from({ length: 2 * voxels + 1 }, (_, i) => i - voxels);
  const steps = along(reach[0])
    .flatMap((dz) => along(reach[1]).flatMap((dy) => along(reach[2]).map((dx) => ({ dz, dy, dx }))))
    .filter(({ dz, dy, dx }) => (dz * sz) ** 2 + (dy * sy) ** 2 + (dx * sx) ** 2 <= radius ** 2);
  const offset = Int32Array.from(steps, ({ dz, dy, dx }) => (dz * height + dy) * width + dx);
  return { offset, steps, reach };
}

function meanAround(centre: number, sphere: Sphere, pet: Voxels, shape: Shape): number {
  const [depth, height, width] = shape;
  const [rz, ry, rx] = sphere.reach;
  const row = Math.floor(centre / width);
  const [z, y, x] = [Math.floor(row / height), row % height, centre - row * width];
  const isInside =
    z >= rz && z < depth - rz && y >= ry && y < height - ry && x >= rx && x < width - rx;
  if (!isInside) return meanAtEdge([z, y, x], sphere, pet, shape);
  const { offset } = sphere;
  let sum = 0;
  for (let i = 0; i < offset.length; i++) sum += pet[centre + offset[i]!]!;
  return sum / offset.length;
}

function meanAtEdge([z, y, x]: Vec3, { steps }: Sphere, pet: Voxels, shape: Shape): number {
  const [depth, height, width] = shape;
  let sum = 0;
  let count = 0;
  for (const { dz, dy, dx } of steps) {
    const [vz, vy, vx] = [z + dz, y + dy, x + dx];
    if (vz < 0 || vz >= depth || vy < 0 || vy >= height || vx < 0 || vx >= width) continue;
    sum += pet[(vz * height + vy) * width + vx]!;
    count++;
  }
  return sum / count;
}
