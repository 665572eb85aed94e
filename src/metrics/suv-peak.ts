import type { Vec3, Voxels } from '../image/volume.js';
import type { Shape } from '../resample/grid.js';
import type { Components } from './connected-components.js';

/** Radius of a sphere of 1 ml, mm. */
const radius = Math.cbrt((3 * 1000) / (4 * Math.PI));

/**
 * SUVpeak: the highest mean uptake of a 1 ml sphere centred on a voxel of a lesion, as the global
 * intensity peak of the Image Biomarker Standardisation Initiative. The sphere holds the voxels
 * whose centres are at most 6.2 mm away, lesion or not; those beyond the image are left out.
 *
 * @param pet [z,y,x] on the grid of the components' mask, SUV in g/ml
 * @param spacing mm, x,y,z
 * @returns g/ml; null without lesions
 */
export function suvPeakOf(
  { start, length }: Components,
  pet: Voxels,
  shape: Shape,
  spacing: Vec3,
): number | null {
  const [, height, width] = shape;
  const rows = sphereRows(spacing);
  let best: number | null = null;
  for (let run = 0; run < start.length; run++) {
    const row = Math.floor(start[run]! / width);
    const [y, z, x] = [row % height, Math.floor(row / height), start[run]! - row * width];
    const peak = peakOfRun(rows, pet, shape, [z, y, x], length[run]!);
    if (best === null || peak > best) best = peak;
  }
  return best;
}

/** Highest sphere mean over the centres of one run that starts at [z,y,x]. */
function peakOfRun(
  rows: readonly SphereRow[],
  pet: Voxels,
  [depth, height, width]: Shape,
  [z, y, x]: Vec3,
  length: number,
): number {
  const sum = new Float64Array(length);
  const count = new Float64Array(length);
  for (const { dz, dy, reach } of rows) {
    if (z + dz < 0 || z + dz >= depth || y + dy < 0 || y + dy >= height) continue;
    const base = ((z + dz) * height + y + dy) * width;
    for (let i = 0; i < length; i++) {
      const from = Math.max(0, x + i - reach);
      const to = Math.min(width - 1, x + i + reach);
      for (let at = from; at <= to; at++) sum[i]! += pet[base + at]!;
      count[i]! += to - from + 1;
    }
  }
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) best = Math.max(best, sum[i]! / count[i]!);
  return best;
}

/** One row of the sphere: its offset from the centre and how many voxels it reaches to each side. */
interface SphereRow {
  readonly dz: number;
  readonly dy: number;
  readonly reach: number;
}

function sphereRows([sx, sy, sz]: Vec3): SphereRow[] {
  const rows: SphereRow[] = [];
  const [ny, nz] = [Math.floor(radius / sy), Math.floor(radius / sz)];
  for (let dz = -nz; dz <= nz; dz++) {
    for (let dy = -ny; dy <= ny; dy++) {
      const left = radius ** 2 - (dz * sz) ** 2 - (dy * sy) ** 2;
      if (left >= 0) rows.push({ dz, dy, reach: Math.floor(Math.sqrt(left) / sx) });
    }
  }
  return rows;
}
