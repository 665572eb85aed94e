import { reorientationTo } from '../image/orient.js';
import type { Geometry } from '../image/volume.js';

/** How to walk an image along one world axis. */
export interface WorldAxis {
  /** Voxels along it. */
  readonly length: number;
  /** mm from voxel to voxel. */
  readonly spacing: number;
  /** Index in memory of the n-th voxel towards +world, all other coordinates at their start. */
  readonly offset: (n: number) => number;
}

/** The image axes nearest to the world's left, posterior and superior, walked that way. */
export function axesByWorld(image: Geometry): readonly [WorldAxis, WorldAxis, WorldAxis] {
  const strides = [1, image.size[0], image.size[0] * image.size[1]] as const;
  const nearest = reorientationTo(image, 'LPS');
  const worldAxis = (world: 0 | 1 | 2): WorldAxis => {
    const axis = nearest.axis[world];
    const length = image.size[axis];
    return {
      length,
      spacing: image.spacing[axis],
      offset: (n) => strides[axis] * (nearest.flip[world] ? length - 1 - n : n),
    };
  };
  return [worldAxis(0), worldAxis(1), worldAxis(2)];
}
