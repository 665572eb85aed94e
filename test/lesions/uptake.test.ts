import fc from 'fast-check';
import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import type { Vec3 } from '../../src/image/volume.js';
import { totalVolumeOf } from '../../src/lesions/total-volume.js';
import { uptakeOf } from '../../src/lesions/uptake.js';

/** Voxels of half a millilitre. */
const spacing: Vec3 = [10, 10, 5];
const lesionsOf = (mask: Uint8Array, shape: Shape) => connectedComponents(mask, shape, 18);

describe('volume and uptake of lesions', () => {
  test('sums up volume and uptake, finds the hottest voxel', () => {
    const lesions = lesionsOf(Uint8Array.of(1, 0, 0, 0, 0, /**/ 0, 2, 0, 0, 1), [1, 2, 5]);
    const pet = Float32Array.of(4, 90, 0, 0, 0, /**/ 0, 6.5, 0, 80, 2);
    expect(totalVolumeOf(lesions, spacing)).toBe(1.5);
    expect(uptakeOf(lesions, pet, spacing)).toEqual({ tlg: 6.25, suvMax: 6.5 });
  });

  test('finds neither volume nor a hottest voxel in an empty mask', () => {
    const lesions = lesionsOf(new Uint8Array(8), [2, 2, 2]);
    expect(totalVolumeOf(lesions, spacing)).toBe(0);
    const pet = new Float32Array(8).fill(5);
    expect(uptakeOf(lesions, pet, spacing)).toEqual({ tlg: 0, suvMax: null });
  });

  test('does not take zero for the maximum of negative uptake', () => {
    const lesions = lesionsOf(Uint8Array.of(1, 1), [1, 1, 2]);
    const uptake = uptakeOf(lesions, Float32Array.of(-3, -2), spacing);
    expect(uptake).toEqual({ tlg: -2.5, suvMax: -2 });
  });

  test('TLG is volume times mean SUV, for any mask', () => {
    const shape: Shape = [3, 4, 5];
    const voxel = fc.record({ label: fc.nat(2), suv: fc.integer({ min: 0, max: 4000 }) });
    fc.assert(
      fc.property(fc.array(voxel, { minLength: 60, maxLength: 60 }), (voxels) => {
        // Sixteenths, whose sums are exact.
        const pet = Float32Array.from(voxels, ({ suv }) => suv / 16);
        const lesions = lesionsOf(
          Uint8Array.from(voxels, ({ label }) => label),
          shape,
        );
        const inside = voxels.filter(({ label }) => label > 0).map(({ suv }) => suv / 16);
        expect(totalVolumeOf(lesions, spacing)).toBe(inside.length * 0.5);
        expect(uptakeOf(lesions, pet, spacing)).toEqual({
          tlg: inside.reduce((a, b) => a + b, 0) * 0.5,
          suvMax: inside.length > 0 ? Math.max(...inside) : null,
        });
      }),
    );
  });
});
