import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import type { Vec3 } from '../../src/image/volume.js';
import { dmaxOf } from '../../src/lesions/dmax.js';
import { sparseMask } from './support/sparse-mask.js';

describe('dmaxOf', () => {
  const shape: Shape = [5, 6, 7];

  test('is the greatest of all distances between centroids', () => {
    fc.assert(
      fc.property(sparseMask(shape), (mask) => {
        const components = connectedComponents(mask, shape, 18);
        const centres = centresOf(components, shape, [2, 3, 4]);
        const all = centres.flatMap((a) =>
          centres.map((b) => Math.hypot(...a.map((v, i) => v - b[i]!))),
        );
        const found = dmaxOf(components, shape, [2, 3, 4]);
        if (centres.length === 0) expect(found).toBeNull();
        else expect(found).toBeCloseTo(Math.max(...all), 10);
      }),
    );
  });

  test('does not change when the image is turned round', () => {
    fc.assert(
      fc.property(sparseMask(shape), (mask) => {
        const there = dmaxOf(connectedComponents(mask, shape, 18), shape, [2, 3, 4]);
        const back = dmaxOf(connectedComponents(mask.toReversed(), shape, 18), shape, [2, 3, 4]);
        if (there === null) expect(back).toBeNull();
        else expect(back).toBeCloseTo(there, 10);
      }),
    );
  });
});

function centresOf(
  { count, start, length, component }: ReturnType<typeof connectedComponents>,
  [, height, width]: Shape,
  spacing: Vec3,
): number[][] {
  return Array.from({ length: count }, (_, c) => {
    const voxels = [...start.keys()].flatMap((run) =>
      component[run] === c ? Array.from({ length: length[run]! }, (_, i) => start[run]! + i) : [],
    );
    const position = (voxel: number): number[] => [
      (voxel % width) * spacing[0],
      (Math.floor(voxel / width) % height) * spacing[1],
      Math.floor(voxel / width / height) * spacing[2],
    ];
    return [0, 1, 2].map(
      (axis) => voxels.reduce((sum, v) => sum + position(v)[axis]!, 0) / voxels.length,
    );
  });
}
