import type { Axis, GridSpacing } from '../grid.js';
import { allAxes } from '../grid.js';

// nnunetv2.configuration.ANISO_THRESHOLD: a ratio of voxel sizes above it makes a grid anisotropic.
const anisotropyThreshold = 3;

/**
 * Which axis is to be resampled on its own, because its voxels are much longer than the others', or
 * null for an ordinary 3-D resampling. The current spacing has precedence over the new one. Two or
 * three equally long axes leave no single low-resolution axis: null, even when forced.
 *
 * Follows nnU-Net's `determine_do_sep_z_and_axis`. Spacings in mm, [z,y,x].
 */
export function separateZAxis(options: {
  readonly forceSeparateZ: boolean | null;
  readonly currentSpacing: GridSpacing;
  readonly newSpacing: GridSpacing;
}): Axis | null {
  const { forceSeparateZ, currentSpacing, newSpacing } = options;
  if (forceSeparateZ !== null) return forceSeparateZ ? lowResolutionAxis(currentSpacing) : null;
  if (isAnisotropic(currentSpacing)) return lowResolutionAxis(currentSpacing);
  if (isAnisotropic(newSpacing)) return lowResolutionAxis(newSpacing);
  return null;
}

function isAnisotropic(spacing: GridSpacing): boolean {
  return Math.max(...spacing) / Math.min(...spacing) > anisotropyThreshold;
}

function lowResolutionAxis(spacing: GridSpacing): Axis | null {
  const longest = Math.max(...spacing);
  const axes = allAxes.filter((axis) => spacing[axis] === longest);
  return axes.length === 1 ? axes[0]! : null;
}
