import type { Voxels } from '../../array/voxels.js';
import { InputError } from '../../errors.js';
import { reorient, reorientationTo } from '../../image/orient.js';
import { sameGrid } from '../../image/same-grid.js';
import type { Geometry, Mat3, Volume } from '../../image/volume.js';

/** A volume in the voxel order of another, and whether it was stored in a different one. */
export interface Aligned<T extends Voxels> {
  readonly volume: Volume<T>;
  readonly isReordered: boolean;
}

/**
 * Brings a volume into the voxel order of a grid, if it has the same voxels at the same places up to
 * header noise (1 % of a voxel). Axes may be swapped or flipped; nothing is interpolated.
 *
 * @param path, gridPath name the two in the message
 * @throws InputError when the grids differ
 */
export function alignTo<T extends Voxels>(
  volume: Volume<T>,
  grid: Geometry,
  path: string,
  gridPath: string,
): Aligned<T> {
  if (sameGrid(volume, grid)) return { volume, isReordered: false };
  const direction = relativeDirection(volume.direction, grid.direction);
  // Seen from the grid, its own axes are the identity, which is LPS.
  const reordered = reorient(volume, reorientationTo({ ...volume, direction }, 'LPS'));
  if (sameGrid(reordered, grid)) return { volume: reordered, isReordered: true };
  throw new InputError(
    `${path} is not on the grid of ${gridPath}: ${describe(volume)}; ${describe(grid)}. Voxels must lie at the same places to 1 % of a voxel; axes may be swapped or flipped. Resample the mask (nearest neighbour) or repair its header.`,
  );
}

/** The direction of a volume's axes along those of a grid: grid transposed times volume. */
function relativeDirection(volume: Mat3, grid: Mat3): Mat3 {
  const at = (row: number, column: number): number =>
    [0, 1, 2].reduce(
      (sum, k) => sum + grid[(3 * k + row) as 0]! * volume[(3 * k + column) as 0]!,
      0,
    );
  return [0, 1, 2].flatMap((row) => [at(row, 0), at(row, 1), at(row, 2)]) as unknown as Mat3;
}

function describe({ size, spacing, origin, direction }: Geometry): string {
  const numbers = (values: readonly number[]): string =>
    values.map((value) => Number(value.toFixed(4))).join(' ');
  return `${size.join(' x ')} voxels of ${numbers(spacing)} mm at ${numbers(origin)}, direction ${numbers(direction)}`;
}
