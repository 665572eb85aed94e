import fc from 'fast-check';
import type { Shape } from '../../src/array/grid.js';
import { lesionSummary } from '../../src/lesions/lesion-summary.js';

describe('lesionSummary', () => {
  test('counts lesions, sums volume and uptake, finds the hottest voxel', () => {
    // Two voxels that share an edge are one lesion; the third stands alone.
    const mask = Uint8Array.of(1, 0, 0, 0, 0, /**/ 0, 2, 0, 0, 1);
    const pet = Float32Array.of(4, 90, 0, 0, 0, /**/ 0, 6.5, 0, 80, 2);
    expect(lesionSummary(mask, pet, [1, 2, 5], 0.5)).toEqual({
      lesions: 2,
      tmtvMl: 1.5,
      tlg: 6.25,
      suvMax: 6.5,
    });
  });

  test('finds neither lesions nor a hottest voxel in an empty mask', () => {
    expect(lesionSummary(new Uint8Array(8), new Float32Array(8).fill(5), [2, 2, 2], 1)).toEqual({
      lesions: 0,
      tmtvMl: 0,
      tlg: 0,
      suvMax: null,
    });
  });

  test('does not take zero for the maximum of negative uptake', () => {
    const summary = lesionSummary(Uint8Array.of(1, 1), Float32Array.of(-3, -2), [1, 1, 2], 1);
    expect(summary).toMatchObject({ suvMax: -2, tlg: -5 });
  });

  test('is TMTV times mean SUV, for any mask', () => {
    const shape: Shape = [3, 4, 5];
    const voxel = fc.record({ label: fc.nat(2), suv: fc.integer({ min: 0, max: 4000 }) });
    fc.assert(
      fc.property(fc.array(voxel, { minLength: 60, maxLength: 60 }), (voxels) => {
        // Sixteenths, whose sums are exact.
        const pet = Float32Array.from(voxels, ({ suv }) => suv / 16);
        const mask = Uint8Array.from(voxels, ({ label }) => label);
        const inside = voxels.filter(({ label }) => label > 0).map(({ suv }) => suv / 16);
        const summary = lesionSummary(mask, pet, shape, 0.125);
        expect(summary.tmtvMl).toBe(inside.length * 0.125);
        expect(summary.tlg).toBe(inside.reduce((a, b) => a + b, 0) * 0.125);
        expect(summary.suvMax).toBe(inside.length > 0 ? Math.max(...inside) : null);
      }),
    );
  });
});
