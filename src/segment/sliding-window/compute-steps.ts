import type { Shape } from '../../array/grid.js';
import { roundHalfToEven } from '../../array/round-half-to-even.js';

/**
 * Tile starts along each axis [z,y,x] (nnU-Net's compute_steps_for_sliding_window): as many as a
 * step of `stepSize` patches needs, spread evenly from edge to edge.
 *
 * @param shape voxels of the image, no smaller than the patch on any axis
 * @param stepSize share of the patch to move by, 0 < stepSize <= 1
 */
export function computeSteps(shape: Shape, patchSize: Shape, stepSize: number): Starts {
  const along = (axis: 0 | 1 | 2): number[] => {
    const room = shape[axis] - patchSize[axis];
    const count = Math.ceil(room / (patchSize[axis] * stepSize)) + 1;
    const step = count > 1 ? room / (count - 1) : 0;
    return Array.from({ length: count }, (_, i) => roundHalfToEven(step * i));
  };
  return [along(0), along(1), along(2)];
}

/** Tile starts along [z,y,x]. */
export type Starts = readonly [readonly number[], readonly number[], readonly number[]];
