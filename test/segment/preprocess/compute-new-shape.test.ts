import { readFileSync } from 'node:fs';
import type { GridSpacing, Shape } from '../../../src/array/grid.js';
import { InputError } from '../../../src/errors.js';
import { computeNewShape } from '../../../src/segment/preprocess/compute-new-shape.js';

/** Made by make_references.py: shape, old spacing, new spacing, nnU-Net's new shape. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/new-shape.json', import.meta.url), 'utf8'),
) as [Shape, GridSpacing, GridSpacing, Shape][];

describe('computeNewShape', () => {
  test('rounds as nnU-Net does', () => {
    expect(references.length).toBeGreaterThan(90);
    for (const [shape, oldSpacing, newSpacing, expected] of references) {
      const newShape = computeNewShape(shape, oldSpacing, newSpacing);
      expect([shape, oldSpacing, newSpacing, newShape]).toEqual([
        shape,
        oldSpacing,
        newSpacing,
        expected,
      ]);
    }
  });

  test('refuses an image of which no voxel would be left along an axis', () => {
    const attempt = () => computeNewShape([1, 40, 40], [1, 2, 2], [4, 2, 2]);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow('1 x 40 x 40 voxels of 1 x 2 x 2 mm');
  });
});
