import fc from 'fast-check';
import { type Components, connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import { overlapOf } from '../../src/lesions/overlap.js';
import { sparseMask } from './support/sparse-mask.js';

const shape: Shape = [4, 5, 6];

function voxelwise({ start, length, component }: Components): Map<number, number> {
  const labels = new Map<number, number>();
  start.forEach((from, run) => {
    for (let i = from; i < from + length[run]!; i++) labels.set(i, component[run]!);
  });
  return labels;
}

test('overlapOf counts the common voxels of each pair as a look at every voxel does', () => {
  fc.assert(
    fc.property(sparseMask(shape), sparseMask(shape), (maskA, maskB) => {
      const a = connectedComponents(maskA, shape, 18);
      const b = connectedComponents(maskB, shape, 18);
      const inB = voxelwise(b);
      const expected = new Map<string, number>();
      for (const [voxel, component] of voxelwise(a)) {
        if (!inB.has(voxel)) continue;
        const pair = `${component},${inB.get(voxel)}`;
        expected.set(pair, (expected.get(pair) ?? 0) + 1);
      }
      const { common, first, second, voxels } = overlapOf(a, b);
      const found = Array.from(voxels, (n, i) => [`${first[i]},${second[i]}`, n] as const);
      expect(found).toEqual([...expected]);
      expect(common).toBe(maskA.filter((label, i) => label > 0 && maskB[i]! > 0).length);
    }),
  );
});
