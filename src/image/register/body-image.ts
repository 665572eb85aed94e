import { gaussianBlur } from '../../array/gaussian-blur.js';
import type { Geometry, Vec3, Volume } from '../volume.js';
import { indexToWorld, worldToIndex } from '../world.js';

/** A CT as it is registered: a few mm a voxel, the body alone. */
export interface BodyImage {
  readonly grid: Geometry;
  /** [z,y,x]: 1 in the body and a little round it. */
  readonly near: Uint8Array;
  /** [z,y,x], HU within the window, smoothed ever less. */
  readonly levels: readonly Float32Array[];
}

/** Standard deviations of the smoothing, mm, coarse to fine. */
export const smoothingMm = [14, 7, 3] as const;

// Beyond lies what says little of where things are: air, and how dense a bone is.
const window = { low: -300, high: 300 };
const nearMm = 8;

/**
 * Prepares a CT.
 *
 * @param ct HU, a few mm a voxel; `body` is 1 within the body: what lies outside is taken for air, a couch above all
 */
export function bodyImage(ct: Volume<Float32Array>, body: Uint8Array): BodyImage {
  const windowed = ct.data.map((hu, i) =>
    body[i] === 0 ? window.low : Math.min(window.high, Math.max(window.low, hu)),
  );
  const near = Float32Array.from(body);
  gaussianBlur(near, ct.size, inVoxels(nearMm / 2, ct.spacing));
  const { size, spacing, origin, direction } = ct;
  return {
    grid: { size, spacing, origin, direction },
    // A Gaussian has fallen to 2 % two standard deviations from an edge.
    near: Uint8Array.from(near, (share) => (share > 0.02 ? 1 : 0)),
    levels: smoothingMm.map((mm) => {
      const level = windowed.slice();
      gaussianBlur(level, ct.size, inVoxels(mm, ct.spacing));
      return level;
    }),
  };
}

function inVoxels(mm: number, spacing: Vec3): Vec3 {
  return [mm / spacing[0], mm / spacing[1], mm / spacing[2]];
}

/** Places in a body, and what a level has there. */
export interface Samples {
  /** LPS mm, three numbers each. */
  readonly points: Float64Array;
  readonly values: Float32Array;
}

/** A ball in a patient. */
export interface Ball {
  /** LPS mm. */
  readonly centre: Vec3;
  readonly radiusMm: number;
}

/**
 * Takes voxels near the body, all of it or within a ball.
 *
 * @param stepMm from one to the next along each axis, nearly
 */
export function samplesOf(
  { grid, near, levels }: BodyImage,
  level: number,
  stepMm: number,
  within: Ball | null,
): Samples {
  const [nx, ny] = grid.size;
  const middle = within && worldToIndex(grid, within.centre);
  const [xs, ys, zs] = ([0, 1, 2] as const).map((axis) => {
    const step = Math.max(1, Math.round(stepMm / grid.spacing[axis]));
    const reach = within === null ? Infinity : within.radiusMm / grid.spacing[axis];
    const along = Array.from({ length: Math.ceil(grid.size[axis] / step) }, (_, i) => i * step);
    return along.filter((i) => middle === null || Math.abs(i - middle[axis]) <= reach);
  });
  const points: number[] = [];
  const values: number[] = [];
  for (const z of zs!) {
    for (const y of ys!) {
      for (const x of xs!) {
        const at = (z * ny + y) * nx + x;
        if (near[at] === 0) continue;
        const world = indexToWorld(grid, [x, y, z]);
        if (within !== null && away(world, within.centre) > within.radiusMm) continue;
        points.push(world[0], world[1], world[2]);
        values.push(levels[level]![at]!);
      }
    }
  }
  return { points: Float64Array.from(points), values: Float32Array.from(values) };
}

function away(a: Vec3, b: Vec3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
