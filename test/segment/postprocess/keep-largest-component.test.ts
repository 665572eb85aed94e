import fc from 'fast-check';
import type { Shape } from '../../../src/array/grid.js';
import { keepLargestComponent } from '../../../src/segment/postprocess/keep-largest-component.js';

function kept(segmentation: readonly number[], shape: Shape, labels: readonly number[]): number[] {
  const array = Uint8Array.from(segmentation);
  keepLargestComponent(array, shape, labels);
  return [...array];
}

describe('keepLargestComponent', () => {
  test('joins voxels that touch by a corner only', () => {
    const diagonal = [1, 0, 0, 1];
    expect(kept([...diagonal, 0, 0, 1, 0], [2, 2, 2], [1])).toEqual([...diagonal, 0, 0, 1, 0]);
    expect(kept([1, 0, 0, 0, 0, 1], [1, 1, 6], [1])).toEqual([1, 0, 0, 0, 0, 1]);
    expect(kept([1, 0, 0, 0, 1, 1], [1, 1, 6], [1])).toEqual([0, 0, 0, 0, 1, 1]);
  });

  test('keeps components of equal size, as nnU-Net does', () => {
    expect(kept([1, 1, 0, 1, 1, 0, 1], [1, 1, 7], [1])).toEqual([1, 1, 0, 1, 1, 0, 0]);
  });

  test('takes several labels together and leaves the others alone', () => {
    const row = [1, 2, 0, 2, 0, 3, 3, 3];
    expect(kept(row, [1, 1, 8], [1, 2])).toEqual([1, 2, 0, 0, 0, 3, 3, 3]);
    expect(kept(row, [1, 1, 8], [2])).toEqual(row);
  });

  test('leaves a segmentation without these labels as it is', () => {
    expect(kept([0, 3, 0], [1, 1, 3], [1])).toEqual([0, 3, 0]);
    expect(kept([0, 3, 0], [1, 1, 3], [])).toEqual([0, 3, 0]);
  });

  test('changes nothing the second time', () => {
    const voxels = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(voxels, fc.subarray([1, 2, 3]), (segmentation, labels) => {
        const once = kept(segmentation, [3, 4, 5], labels);
        expect(kept(once, [3, 4, 5], labels)).toEqual(once);
      }),
    );
  });
});
