import type { Voxels } from '../array/voxels.js';
import type { Geometry } from '../image/volume.js';
import { axesByWorld, type WorldAxis } from './axes-by-world.js';
import { type Projection, project } from './project.js';
import type { Raster } from './raster.js';

/** Projects voxels on the grid of the picture's image, as seen in one view. */
export type Look = (data: Voxels) => Projection;

/**
 * Lays two views of a patient side by side, as a reader looks at them: from the front and from the
 * left, head up, the patient's right on the picture's left, then the patient's front on the left.
 *
 * @param draw makes one view; both must come out equally high
 */
export function twoViews(image: Geometry, draw: (look: Look) => Raster): Raster {
  const [left, posterior, superior] = axesByWorld(image);
  const view = (across: WorldAxis, through: WorldAxis): Raster =>
    draw((data) => project(data, across, superior, through));
  return sideBySide(view(left, posterior), view(posterior, left));
}

function sideBySide(one: Raster, other: Raster): Raster {
  const width = one.width + other.width;
  const data = new Uint8Array(3 * width * one.height);
  for (let row = 0; row < one.height; row += 1) {
    const target = 3 * row * width;
    data.set(one.data.subarray(3 * row * one.width, 3 * (row + 1) * one.width), target);
    data.set(
      other.data.subarray(3 * row * other.width, 3 * (row + 1) * other.width),
      target + 3 * one.width,
    );
  }
  return { width, height: one.height, data };
}
