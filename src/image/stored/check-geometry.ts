import { InputError } from '../../errors.js';
import type { Geometry, Mat3 } from '../volume.js';

/** Directions of real scanners are orthonormal to about 1e-6 after a few format conversions. */
export const directionTolerance = 1e-3;

/**
 * Checks that a grid is one on which a scanner can have measured.
 *
 * @param path names the image in messages
 * @throws InputError when sizes are no positive whole numbers, spacings not positive, a position is
 *   not a number, or axes are not perpendicular
 */
export function checkGeometry(path: string, { size, spacing, origin, direction }: Geometry): void {
  if (!size.every((n) => Number.isSafeInteger(n) && n > 0)) {
    throw new InputError(
      `${path}: the header says a size of ${size.join(' x ')}. Expected positive whole numbers of voxels.`,
    );
  }
  if (!spacing.every((mm) => Number.isFinite(mm) && mm > 0)) {
    throw new InputError(
      `${path}: the header says voxels of ${spacing.join(' x ')} mm. Expected positive voxel sizes; the mask's position and volumes depend on them.`,
    );
  }
  if (!origin.every(Number.isFinite)) {
    throw new InputError(
      `${path}: the header says that the first voxel lies at ${origin.join(', ')}. Expected three numbers, in mm.`,
    );
  }
  if (!isOrthonormal(direction, directionTolerance)) {
    throw new InputError(
      `${path} has direction cosines ${direction.join(' ')}, which are not orthonormal. A sheared grid cannot be segmented: resample the image onto a rectangular grid first.`,
    );
  }
}

/** Whether axes are of length 1 and perpendicular, up to a tolerance of their products. */
export function isOrthonormal(d: Mat3, tolerance: number): boolean {
  const column = (i: number): number[] => [d[i] ?? 0, d[i + 3] ?? 0, d[i + 6] ?? 0];
  for (let i = 0; i < 3; i++) {
    for (let j = i; j < 3; j++) {
      const dot = column(i).reduce((sum, v, k) => sum + v * (column(j)[k] ?? 0), 0);
      // Written so that NaN is none either.
      if (!(Math.abs(dot - (i === j ? 1 : 0)) <= tolerance)) return false;
    }
  }
  return true;
}
