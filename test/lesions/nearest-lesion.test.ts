import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import { centroidsOf } from '../../src/lesions/centroids.js';
import { nearestLesionsOf } from '../../src/lesions/nearest-lesion.js';
import { sparseMask } from './support/sparse-mask.js';

const shape: Shape = [7, 6, 5];
const spacing = [1.5, 2, 3.25] as const;

test('the nearest lesion is what comparing every two gives; a single one has none', () => {
  fc.assert(
    fc.property(sparseMask(shape), (mask) => {
      const components = connectedComponents(mask, shape, 18);
      const points = centroidsOf(components, shape);
      const distance = (i: number, j: number): number =>
        Math.sqrt(
          [0, 1, 2].reduce(
            (sum, k) => sum + ((points[3 * i + k]! - points[3 * j + k]!) * spacing[k as 0]) ** 2,
            0,
          ),
        );
      const lesions = Array.from({ length: components.count }, (_, i) => i);
      const expected = lesions.map((i) =>
        lesions.reduce((least, j) => (i === j ? least : Math.min(least, distance(i, j))), Infinity),
      );
      const found = nearestLesionsOf(components, shape, spacing);
      expect(found).toHaveLength(expected.length);
      for (const [i, mm] of expected.entries()) expect(found[i]).toBeCloseTo(mm, 9);
    }),
  );
});
