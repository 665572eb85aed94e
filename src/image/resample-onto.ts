import type { Voxels } from '../array/voxels.js';
import type { Geometry, Vec3, Volume } from './volume.js';
import { voxelCount } from './volume.js';
import { indexToWorld, worldToIndex } from './world.js';

/** A volume brought onto another grid, and how much of that grid it reached. */
export interface Resampled {
  readonly volume: Volume;
  /** Share of the target's voxels that lie inside the source image, 0 to 1. */
  readonly coverage: number;
}

/**
 * Resamples an image onto another grid by physical coordinates, with linear interpolation, as
 * ITK's resample filter does: a point up to half a voxel beyond the outermost voxel centres counts
 * as inside and takes the edge's value.
 *
 * @param outside value of voxels that the source does not reach (HU for CT)
 */
export function resampleOnto(source: Volume<Voxels>, target: Geometry, outside: number): Resampled {
  const [nx, ny, nz] = target.size;
  const start = worldToIndex(source, indexToWorld(target, [0, 0, 0]));
  const step = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((unit) => {
    const end = worldToIndex(source, indexToWorld(target, unit));
    return [end[0] - start[0], end[1] - start[1], end[2] - start[2]] as const;
  }) as [Vec3, Vec3, Vec3];
  const data = new Float32Array(new SharedArrayBuffer(4 * voxelCount(target.size)));
  let inside = 0;
  for (let z = 0; z < nz; z++) {
    for (let y = 0; y < ny; y++) {
      const at = (axis: 0 | 1 | 2): number => start[axis] + y * step[1][axis] + z * step[2][axis];
      const row = data.subarray((z * ny + y) * nx, (z * ny + y + 1) * nx);
      inside += sampleRow(source, row, [at(0), at(1), at(2)], step[0], outside);
    }
  }
  return { volume: { ...target, data }, coverage: inside / data.length };
}

/** Fills one row of the target, whose voxels lie at `from + i * step` in source indices. */
function sampleRow(
  source: Volume<Voxels>,
  row: Float32Array,
  from: Vec3,
  step: Vec3,
  outside: number,
): number {
  const { data } = source;
  const [sx, sy, sz] = source.size;
  const [dx, dy, dz] = step;
  let inside = 0;
  for (let i = 0; i < row.length; i++) {
    const x = from[0] + i * dx;
    const y = from[1] + i * dy;
    const z = from[2] + i * dz;
    if (!(reaches(x, sx) && reaches(y, sy) && reaches(z, sz))) {
      row[i] = outside;
      continue;
    }
    inside++;
    const x0 = cell(x, sx);
    const y0 = cell(y, sy);
    const z0 = cell(z, sz);
    const tx = fraction(x, x0, sx);
    const ty = fraction(y, y0, sy);
    const tz = fraction(z, z0, sz);
    const ox = sx > 1 ? 1 : 0;
    const oy = sy > 1 ? sx : 0;
    const oz = sz > 1 ? sx * sy : 0;
    const at = (z0 * sy + y0) * sx + x0;
    const near = mix(
      mix(data[at]!, data[at + ox]!, tx),
      mix(data[at + oy]!, data[at + oy + ox]!, tx),
      ty,
    );
    const far = mix(
      mix(data[at + oz]!, data[at + oz + ox]!, tx),
      mix(data[at + oz + oy]!, data[at + oz + oy + ox]!, tx),
      ty,
    );
    row[i] = mix(near, far, tz);
  }
  return inside;
}

// Rounding of the header's numbers must not move a voxel on the very edge to the other side.
const noise = 1e-6;

/** As in ITK, the lower edge belongs to the image and the upper one does not. */
function reaches(coordinate: number, size: number): boolean {
  return coordinate >= -0.5 - noise && coordinate < size - 0.5 - noise;
}

/** Lower corner of the interpolation cell, so that the cell's upper corner exists too. */
function cell(coordinate: number, size: number): number {
  return Math.max(0, Math.min(Math.floor(coordinate), size - 2));
}

function fraction(coordinate: number, lower: number, size: number): number {
  return Math.max(0, Math.min(coordinate, size - 1)) - lower;
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
