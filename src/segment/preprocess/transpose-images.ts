import type { GridSpacing, Shape } from '../../array/grid.js';
import { transpose } from '../../array/transpose.js';
import type { Voxels } from '../../array/voxels.js';
import type { Volume } from '../../image/volume.js';
import type { Axes } from '../../nnunet/model/plans.js';

/** Images on one grid with their axes in the order that the plans want. */
export interface TransposedImage<T extends Voxels = Voxels> {
  /** Voxels of each channel, [z,y,x] of `shape`. */
  readonly channels: readonly T[];
  readonly shape: Shape;
  /** mm, [z,y,x]. */
  readonly spacing: GridSpacing;
}

/**
 * Brings the axes of images into the order of the plans.
 *
 * @param images one per channel in network order, on one grid; they are left as they are
 * @param axes permutation of [z,y,x] (`transpose_forward`)
 */
export function transposeImages<T extends Voxels>(
  images: readonly Volume<T>[],
  axes: Axes,
): TransposedImage<T> {
  const { size, spacing } = images[0]!;
  const inNewOrder = ([x, y, z]: Shape): Shape => {
    const [a, b, c] = axes;
    const stored: Shape = [z, y, x];
    return [stored[a], stored[b], stored[c]];
  };
  const [x, y, z] = size;
  return {
    channels: images.map(({ data }) => transpose(data, [z, y, x], axes).data),
    shape: inNewOrder(size),
    spacing: inNewOrder(spacing),
  };
}
