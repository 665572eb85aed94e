import type { GridSpacing, Shape } from '../../array/grid.js';
import { roundHalfToEven } from '../../array/round-half-to-even.js';
import { InputError } from '../../errors.js';

/**
 * The shape that a volume has once its voxels are brought to another size. nnU-Net's
 * `compute_new_shape`: (old / new) * n, in this order, rounded half to even.
 *
 * @param shape voxels, [z,y,x]
 * @param oldSpacing mm, [z,y,x]
 * @param newSpacing mm, [z,y,x]
 * @throws InputError if the volume is so thin that no voxel would be left along an axis
 */
export function computeNewShape(
  shape: Shape,
  oldSpacing: GridSpacing,
  newSpacing: GridSpacing,
): Shape {
  const newShape: Shape = [
    roundHalfToEven((oldSpacing[0] / newSpacing[0]) * shape[0]),
    roundHalfToEven((oldSpacing[1] / newSpacing[1]) * shape[1]),
    roundHalfToEven((oldSpacing[2] / newSpacing[2]) * shape[2]),
  ];
  if (newShape.every((length) => length > 0)) return newShape;
  throw new InputError(
    `The image has ${shape.join(' x ')} voxels of ${oldSpacing.join(' x ')} mm (z, y, x), which is less ` +
      `than half a voxel of the model's ${newSpacing.join(' x ')} mm along an axis. Give a thicker image.`,
  );
}
