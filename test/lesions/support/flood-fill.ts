import type { Connectivity } from '../../../src/array/connected-components.js';
import type { Shape } from '../../../src/array/grid.js';

// How many of its three coordinates may change from a voxel to its neighbour.
const changes: Readonly<Record<Connectivity, number>> = { 6: 1, 18: 2, 26: 3 };

/**
 * Components found voxel by voxel, by walking from each unvisited one to its neighbours.
 *
 * @returns component of each voxel, numbered from 1 in the order of the first voxel; 0 outside
 */
export function floodFill(mask: Uint8Array, shape: Shape, connectivity: Connectivity): number[] {
  const [depth, height, width] = shape;
  const labels = Array.from(mask, () => 0);
  const steps = [-1, 0, 1].flatMap((z) =>
    [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [z, y, x] as const)),
  );
  const moves = steps.filter((step) => step.filter((n) => n !== 0).length <= changes[connectivity]);
  let count = 0;
  for (let first = 0; first < mask.length; first++) {
    if (mask[first] === 0 || labels[first] !== 0) continue;
    count++;
    labels[first] = count;
    const open = [first];
    while (open.length > 0) {
      const at = open.pop()!;
      for (const [dz, dy, dx] of moves) {
        const z = Math.floor(at / (height * width)) + dz;
        const y = (Math.floor(at / width) % height) + dy;
        const x = (at % width) + dx;
        if (z < 0 || y < 0 || x < 0 || z >= depth || y >= height || x >= width) continue;
        const next = (z * height + y) * width + x;
        if (mask[next] === 0 || labels[next] !== 0) continue;
        labels[next] = count;
        open.push(next);
      }
    }
  }
  return labels;
}
