import { existsSync } from 'node:fs';
import fc from 'fast-check';
import {
  type Components,
  type Connectivity,
  connectedComponents,
} from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import { maskOf, readFixture } from '../lesions/support/fixtures.js';
import { floodFill } from '../lesions/support/flood-fill.js';
import { readNiftiMask } from '../lesions/support/read-nifti-mask.js';

const connectivities: readonly Connectivity[] = [6, 18, 26];

/** Components by cc3d and SciPy, which agree: a number for each voxel, by first voxel from 1. */
const references =
  readFixture<
    {
      title: string;
      shape: Shape;
      mask: string;
      components: Record<Connectivity, number[]>;
    }[]
  >('components');

/** The component of each voxel, counted from 1; 0 where no run lies. */
function voxelwise({ start, length, component }: Components, voxels: number): number[] {
  const labels = Array.from({ length: voxels }, () => 0);
  start.forEach((from, run) => {
    labels.fill(component[run]! + 1, from, from + length[run]!);
  });
  return labels;
}

describe.each(connectivities)('connectedComponents, %d-connected', (connectivity) => {
  test.each(references)('of $title are those of cc3d', ({ shape, mask, components }) => {
    const found = connectedComponents(maskOf(mask), shape, connectivity);
    const expected = components[connectivity];
    expect(voxelwise(found, mask.length)).toEqual(expected);
    expect(found.count).toBe(Math.max(...expected));
    expect([...found.voxels]).toEqual(
      Array.from(
        { length: found.count },
        (_, c) => expected.filter((label) => label === c + 1).length,
      ),
    );
  });

  test('of random masks are those of a flood fill', () => {
    const lengths = fc.integer({ min: 1, max: 6 });
    const masks = fc.tuple(lengths, lengths, lengths).chain((shape) => {
      const voxels = shape[0] * shape[1] * shape[2];
      return fc.record({
        shape: fc.constant<Shape>(shape),
        // From one voxel in eight to all of them.
        mask: fc
          .tuple(fc.array(fc.nat(7), { minLength: voxels, maxLength: voxels }), fc.nat(7))
          .map(([values, most]) => Uint8Array.from(values, (v) => (v <= most ? v + 1 : 0))),
      });
    });
    fc.assert(
      fc.property(masks, ({ shape, mask }) => {
        const found = connectedComponents(mask, shape, connectivity);
        expect(voxelwise(found, mask.length)).toEqual(floodFill(mask, shape, connectivity));
        expect(found.voxels.reduce((a, b) => a + b, 0)).toBe(mask.filter(Boolean).length);
      }),
    );
  });
});

describe('connectedComponents', () => {
  test('joins what touches by an edge or a corner only if those count', () => {
    // An edge between the first two voxels, a corner between the next two.
    const mask = Uint8Array.of(1, 0, 0, 0, /**/ 0, 1, 0, 0, /**/ 0, 0, 1, 1, /**/ 0, 0, 0, 0);
    const counts = connectivities.map((c) => connectedComponents(mask, [2, 2, 4], c).count);
    expect(counts).toEqual([3, 2, 1]);
  });

  test('does not take the end of a row for a neighbour of the next row’s beginning', () => {
    const mask = Uint8Array.of(0, 0, 1, /**/ 1, 0, 0);
    expect(connectedComponents(mask, [1, 2, 3], 26).count).toBe(2);
    expect(connectedComponents(mask, [2, 1, 3], 26).count).toBe(2);
  });

  test('gives runs in the order of memory', () => {
    const mask = Uint8Array.of(1, 1, 0, 5, /**/ 0, 0, 0, 1, /**/ 1, 0, 1, 1);
    expect(connectedComponents(mask, [1, 3, 4], 6)).toEqual({
      count: 3,
      start: Int32Array.of(0, 3, 7, 8, 10),
      length: Int32Array.of(2, 1, 1, 1, 2),
      component: Int32Array.of(0, 1, 1, 2, 1),
      voxels: Int32Array.of(2, 4, 1),
    });
  });
});

const file = new URL('../../../shared/data/metrics/fdg_lesions_0b57b247b6.nii.gz', import.meta.url)
  .pathname;
const hasData = existsSync(file);

describe(hasData ? 'lesions of a whole-body study' : 'skipped: no shared data', () => {
  (hasData ? test : test.skip)('are as many as the reference counts', () => {
    const { mask, shape } = readNiftiMask(file);
    const counts = connectivities.map((c) => connectedComponents(mask, shape, c).count);
    expect(counts).toEqual([7, 4, 4]);
  });
});
