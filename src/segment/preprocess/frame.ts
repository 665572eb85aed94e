import type { BoundingBox } from '../../array/bounding-box.js';
import type { GridSpacing, Shape } from '../../array/grid.js';

/** How the network's grid lies in the image. All [z,y,x], after transposing. */
export interface Frame {
  readonly imageShape: Shape;
  readonly box: BoundingBox;
  /** Voxel size of the image, mm. */
  readonly imageSpacing: GridSpacing;
  /** Voxel size of the network's grid, mm. */
  readonly networkSpacing: GridSpacing;
}
