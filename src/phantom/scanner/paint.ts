import { type Geometry, type Vec3, voxelCount } from '../../image/volume.js';
import type { Solid } from '../solid/solid.js';

/** A solid and the value that fills it. */
export interface Coat {
  readonly solid: Solid;
  readonly value: number;
}

/**
 * Paints solids in order on a grid whose axes run along the world's. A voxel across a surface gets
 * a mixture, by how deep its centre lies.
 *
 * @param coats solids in the standard patient; the later covers the earlier
 * @param grid where to paint; its direction is taken for the identity
 * @param scale world mm per standard mm along x, y, z
 * @param ground value where nothing is painted
 * @returns [z,y,x], x fastest
 */
export function paint(
  coats: readonly Coat[],
  grid: Geometry,
  scale: Vec3,
  ground: number,
): Float32Array<ArrayBuffer> {
  const image = new Float32Array(voxelCount(grid.size)).fill(ground);
  const step = along((axis) => grid.spacing[axis] / scale[axis]);
  const first = along((axis) => grid.origin[axis] / scale[axis]);
  for (const coat of coats) paintCoat(coat, image, grid.size, first, step);
  return image;
}

function along(value: (axis: 0 | 1 | 2) => number): Vec3 {
  return [value(0), value(1), value(2)];
}

/** `first` is the first voxel's centre and `step` the voxel's size, both in standard mm. */
function paintCoat(
  { solid, value }: Coat,
  image: Float32Array,
  [nx, ny, nz]: Vec3,
  first: Vec3,
  step: Vec3,
): void {
  const blur = Math.cbrt(step[0] * step[1] * step[2]);
  const from = (axis: 0 | 1 | 2) =>
    Math.max(0, Math.floor((solid.low[axis] - blur - first[axis]) / step[axis]));
  const to = (axis: 0 | 1 | 2, count: number) =>
    Math.min(count, Math.ceil((solid.high[axis] + blur - first[axis]) / step[axis]) + 1);
  const [x0, x1] = [from(0), to(0, nx)];
  const [y0, y1] = [from(1), to(1, ny)];
  const [z0, z1] = [from(2), to(2, nz)];
  for (let z = z0; z < z1; z += 1) {
    for (let y = y0; y < y1; y += 1) {
      const row = (z * ny + y) * nx;
      const [py, pz] = [first[1] + y * step[1], first[2] + z * step[2]];
      for (let x = x0; x < x1; x += 1) {
        const share = 0.5 + solid.depth(first[0] + x * step[0], py, pz) / blur;
        if (share <= 0) continue;
        const index = row + x;
        image[index] = share >= 1 ? value : image[index]! + share * (value - image[index]!);
      }
    }
  }
}
