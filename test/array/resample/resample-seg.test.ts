import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { GridSpacing, Shape } from '../../../src/array/grid.js';
import { resampleSeg } from '../../../src/array/resample/resample-seg.js';
import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { ModelError } from '../../../src/errors.js';

/** Made by make_references.py with nnU-Net 2.8.1 and batchgenerators 0.25.5; one digit per voxel. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/labels.json', import.meta.url), 'utf8'),
) as {
  inputs: Record<string, { shape: Shape; data: string }>;
  cases: {
    title: string;
    input: string;
    newShape: Shape;
    currentSpacing: GridSpacing;
    newSpacing: GridSpacing;
    fn: ResamplingFn;
    expected: string;
  }[];
};

const isotropic: GridSpacing = [1, 1, 1];

describe('resampleSeg against nnU-Net', () => {
  test.each(references.cases)('$title', (reference) => {
    const { shape, data } = references.inputs[reference.input]!;
    const resampled = resampleSeg(
      Uint8Array.from(data, Number),
      shape,
      reference.newShape,
      reference.currentSpacing,
      reference.newSpacing,
      reference.fn,
    );
    expect(resampled.shape).toEqual(reference.newShape);
    expect(resampled.data.join('')).toBe(reference.expected);
  });
});

describe('resampleSeg', () => {
  const linear: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };
  const torch: ResamplingFn = { kind: 'torch', forceSeparateZ: null };

  test('invents no label', () => {
    const labels = fc.uint8Array({ minLength: 60, maxLength: 60, max: 6 });
    const shapes = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(labels, shapes, fc.constantFrom(linear, torch), (data, newShape, fn) => {
        const offset = data.map((label) => label + 100);
        const resampled = resampleSeg(offset, [3, 4, 5], newShape, isotropic, isotropic, fn);
        expect(resampled.data).toHaveLength(newShape[0] * newShape[1] * newShape[2]);
        expect([...new Set(offset)]).toEqual(expect.arrayContaining([...new Set(resampled.data)]));
      }),
    );
  });

  test('takes labels below zero, as nnU-Net marks voxels outside the nonzero region', () => {
    const data = Int16Array.of(-1, -1, 0, 0, 300, 300);
    const resampled = resampleSeg(data, [1, 1, 6], [1, 1, 3], isotropic, isotropic, linear);
    expect(resampled.data).toEqual(Int16Array.of(-1, 0, 300));
  });

  test('returns the very array if the shape stays or the plans name no resampling', () => {
    const data = new Uint8Array(8);
    const none: ResamplingFn = { kind: 'none' };
    expect(resampleSeg(data, [2, 2, 2], [2, 2, 2], isotropic, isotropic, linear).data).toBe(data);
    const resampled = resampleSeg(data, [2, 2, 2], [3, 3, 3], isotropic, isotropic, none);
    expect(resampled).toEqual({ data, shape: [2, 2, 2] });
  });

  test('refuses cubic interpolation of labels', () => {
    const fn: ResamplingFn = { kind: 'default', order: 3, orderZ: 0, forceSeparateZ: null };
    const attempt = () =>
      resampleSeg(new Uint8Array(8), [2, 2, 2], [3, 3, 3], isotropic, isotropic, fn);
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow('asks for order 3');
  });
});
