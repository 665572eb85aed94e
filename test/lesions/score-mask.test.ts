import { existsSync } from 'node:fs';
import fc from 'fast-check';
import type { Shape } from '../../src/array/grid.js';
import { scoreMask } from '../../src/lesions/score-mask.js';
import { maskOf, readFixture } from './support/fixtures.js';
import { readNiftiMask } from './support/read-nifti-mask.js';

/** Computed by the challenge's rules from cc3d's components. */
const references =
  readFixture<
    {
      title: string;
      shape: Shape;
      mask: string;
      reference: string;
      dice: number | null;
      falsePositiveVoxels: number;
      falseNegativeVoxels: number | null;
      referenceLesions: number;
      lesionsFound: number;
      predictedLesions: number;
      falseLesions: number;
    }[]
  >('scores');

describe('scoreMask against cc3d', () => {
  test.each(references)(
    '$title',
    ({ shape, mask, reference, falsePositiveVoxels, falseNegativeVoxels, ...expected }) => {
      const { title, ...counts } = expected;
      // A power of two, so that volumes are exact.
      const millilitres = 1 / 32;
      expect(scoreMask(maskOf(mask), maskOf(reference), shape, millilitres)).toEqual({
        ...counts,
        falsePositiveMl: falsePositiveVoxels * millilitres,
        falseNegativeMl: falseNegativeVoxels === null ? null : falseNegativeVoxels * millilitres,
      });
    },
  );
});

describe('scoreMask', () => {
  const shape: Shape = [4, 5, 6];
  const masks = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 120, maxLength: 120 })
    // Sparse enough for several components; the voxels' values differ.
    .map((values) => Uint8Array.from(values, (value) => Math.max(0, value - 7)));
  const filled = masks.filter((mask) => mask.some(Boolean));
  const count = (mask: Uint8Array) => mask.filter(Boolean).length;

  test('is perfect for the reference itself', () => {
    fc.assert(
      fc.property(filled, (mask) => {
        const score = scoreMask(mask, mask, shape, 0.01);
        expect(score).toMatchObject({
          dice: 1,
          falsePositiveMl: 0,
          falseNegativeMl: 0,
          falseLesions: 0,
        });
        expect(score.lesionsFound).toBe(score.referenceLesions);
      }),
    );
  });

  test('swaps false positives and negatives when mask and reference are swapped', () => {
    fc.assert(
      fc.property(filled, filled, (a, b) => {
        const there = scoreMask(a, b, shape, 0.01);
        const back = scoreMask(b, a, shape, 0.01);
        expect(back.dice).toBe(there.dice);
        expect(back.falsePositiveMl).toBe(there.falseNegativeMl);
        expect(back.falseNegativeMl).toBe(there.falsePositiveMl);
        expect(back.predictedLesions).toBe(there.referenceLesions);
        expect(back.falseLesions).toBe(there.referenceLesions - there.lesionsFound);
      }),
    );
  });

  test('stays within its bounds, and takes any label for lesion', () => {
    fc.assert(
      fc.property(masks, filled, (mask, reference) => {
        const score = scoreMask(mask, reference, shape, 0.5);
        expect(score.dice).toBeGreaterThanOrEqual(0);
        expect(score.dice).toBeLessThanOrEqual(1);
        expect(score.falsePositiveMl).toBeLessThanOrEqual(count(mask) * 0.5);
        expect(score.falseNegativeMl).toBeLessThanOrEqual(count(reference) * 0.5);
        const binary = scoreMask(
          mask.map((label) => Number(label > 0)),
          reference.map((label) => Number(label > 0)),
          shape,
          0.5,
        );
        expect(score).toEqual(binary);
      }),
    );
  });

  test('has no Dice and no false negatives without a reference, only false positives', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const score = scoreMask(mask, new Uint8Array(120), shape, 0.25);
        expect(score.dice).toBeNull();
        expect(score.falseNegativeMl).toBeNull();
        expect(score.falsePositiveMl).toBe(count(mask) * 0.25);
      }),
    );
  });
});

const folder = new URL('../../../shared/data/metrics/', import.meta.url).pathname;
const hasData = existsSync(folder);

/** By the challenge's own script: Dice and false positive volume of each prediction. */
const official = [
  [0, 0.8702044346217599, 0.9046188],
  [1, 0.885684812678764, 0.5867798],
  [2, 0.8711040676175383, 0.5623306],
  [3, 0.8783548440966672, 0.5623306],
  [4, 0.8876651982378855, 0.5623306],
] as const;

describe(hasData ? 'a real study, scored officially' : 'skipped: no shared data', () => {
  const run = hasData ? test.each(official) : test.skip.each(official);
  const truth = hasData ? readNiftiMask(`${folder}psma_case_gt.nii.gz`) : null;
  run('prediction %d', (n, dice, falsePositiveMl) => {
    const { mask } = readNiftiMask(`${folder}psma_case_pred_${n}.nii.gz`);
    const score = scoreMask(mask, truth!.mask, truth!.shape, truth!.voxelMillilitres);
    expect(score.dice).toBeCloseTo(dice, 14);
    expect(score.falsePositiveMl).toBeCloseTo(falsePositiveMl, 6);
    expect(score.falseNegativeMl).toBeCloseTo(0.9535171, 6);
  });
});
