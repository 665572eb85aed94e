import type { GridSpacing } from '../../array/grid.js';
import type { Axes } from '../../nnunet/model/plans.js';
import type { Frame } from './frame.js';

/**
 * How nnU-Net v1 chooses the axis that probabilities are resampled along on its own (save_segmentation_nifti_from_softmax):
 * by the image's voxels, then by the network's. These it has in the order of the plans, but takes them for those of the file.
 */
export function wayBackV1(
  { imageSpacing, networkSpacing }: Frame,
  [first, second, third]: Axes,
): NonNullable<Frame['wayBack']> {
  const misread: GridSpacing = [
    networkSpacing[first],
    networkSpacing[second],
    networkSpacing[third],
  ];
  return [imageSpacing, misread];
}
