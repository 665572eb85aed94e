import { type BoundingBox, boxShape } from '../../array/bounding-box.js';
import type { GridSpacing, Shape } from '../../array/grid.js';
import type { Configuration } from '../../nnunet/model/configuration.js';
import { computeNewShape } from './compute-new-shape.js';
import { cropToNonzero } from './crop-to-nonzero.js';
import type { TransposedImage } from './transpose-images.js';

/** How the network's grid lies in the image. All [z,y,x], after transposing. */
export interface Frame {
  readonly imageShape: Shape;
  readonly box: BoundingBox;
  /** Voxel size of the image, mm. */
  readonly imageSpacing: GridSpacing;
  /** Voxel size of the network's grid, mm. */
  readonly networkSpacing: GridSpacing;
  /**
   * Voxel sizes, mm, by which the way back chooses an axis that is resampled on its own; the first goes before. Default: the
   * network's, the image's.
   */
  readonly wayBack?: readonly [GridSpacing, GridSpacing];
}

/** Where the network is to look, and on what grid. */
export interface FramedRegion {
  readonly frame: Frame;
  /** Shape that the box is to have at the network's voxel size, [z,y,x]. */
  readonly newShape: Shape;
  /** Within the box, 1 where the image has content, else 0; null if not asked for. */
  readonly inside: Uint8Array | null;
}

/**
 * Lays the network's grid over an image: over the box that has content, at the configuration's voxel
 * size.
 *
 * @param needMask whether it matters where in the box there is content
 * @throws InputError when the image is too thin for the model
 */
export function frameOf(
  { channels, shape, spacing }: TransposedImage,
  configuration: Configuration,
  needMask: boolean,
): FramedRegion {
  const { bbox: box, inside } = cropToNonzero(channels, shape, needMask);
  const networkSpacing = spacing3d(configuration.spacing, spacing);
  return {
    frame: { imageShape: shape, box, imageSpacing: spacing, networkSpacing },
    newShape: computeNewShape(boxShape(box), spacing, networkSpacing),
    inside,
  };
}

/** A 2-D configuration keeps the image's spacing along the first axis. */
function spacing3d(spacing: readonly number[], imageSpacing: GridSpacing): GridSpacing {
  const [first, second, third] = spacing;
  if (first === undefined || second === undefined) return imageSpacing;
  return third === undefined ? [imageSpacing[0], first, second] : [first, second, third];
}
