import type { GridSpacing, Shape } from './grid.js';

/**
 * How deep each voxel of a mask lies in it: the shortest way to a voxel outside, or beyond the border, along steps to the 26
 * neighbours. Never shorter than the straight way, and at most 13 % longer for cubes.
 *
 * @param mask [z,y,x], 0 outside
 * @param spacing mm, z,y,x
 * @returns mm, 0 outside
 */
export function distanceInside(
  mask: Uint8Array,
  [depth, height, width]: Shape,
  spacing: GridSpacing,
): Float32Array {
  const distance = Float32Array.from(mask, (value) => (value === 0 ? 0 : Infinity));
  const earlier = stepsBefore(spacing, height, width);
  const relax = (z: number, y: number, x: number, sign: 1 | -1): void => {
    const at = (z * height + y) * width + x;
    if (distance[at] === 0) return;
    let least = distance[at]!;
    for (const { dz, dy, dx, offset, mm } of earlier) {
      const [vz, vy, vx] = [z + sign * dz, y + sign * dy, x + sign * dx];
      const isInside = vz >= 0 && vz < depth && vy >= 0 && vy < height && vx >= 0 && vx < width;
      least = Math.min(least, (isInside ? distance[at + sign * offset]! : 0) + mm);
    }
    distance[at] = least;
  };
  for (let z = 0; z < depth; z++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) relax(z, y, x, 1);
  for (let z = depth - 1; z >= 0; z--)
    for (let y = height - 1; y >= 0; y--) for (let x = width - 1; x >= 0; x--) relax(z, y, x, -1);
  return distance;
}

/** To the neighbours that come first in memory. */
function stepsBefore([sz, sy, sx]: GridSpacing, height: number, width: number) {
  const around = [-1, 0, 1];
  return around
    .flatMap((dz) => around.flatMap((dy) => around.map((dx) => ({ dz, dy, dx }))))
    .map((step) => ({
      ...step,
      offset: (step.dz * height + step.dy) * width + step.dx,
      mm: Math.hypot(step.dz * sz, step.dy * sy, step.dx * sx),
    }))
    .filter(({ offset }) => offset < 0);
}
