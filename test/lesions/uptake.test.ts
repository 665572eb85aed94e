import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import type { Vec3 } from '../../src/image/volume.js';
import { totalVolumeOf } from '../../src/lesions/total-volume.js';
import { uptakeOf } from '../../src/lesions/uptake.js';

/** Voxels of half a millilitre. */
const spacing: Vec3 = [10, 10, 5];
const lesionsOf = (mask: Uint8Array, shape: Shape) => connectedComponents(mask, shape, 18);

describe('volume and uptake of lesions', () => {
  test('sums up volume and uptake, finds the hottest voxel of each', () => {
    const lesions = lesionsOf(Uint8Array.of(1, 0, 0, 0, 0, /**/ 0, 2, 0, 0, 1), [1, 2, 5]);
    const pet = Float32Array.of(4, 90, 0, 0, 0, /**/ 0, 6.5, 0, 80, 2);
    expect(totalVolumeOf(lesions, spacing)).toBe(1.5);
    expect(uptakeOf(lesions, pet)).toEqual({
      total: 12.5,
      sum: Float64Array.of(10.5, 2),
      max: Float64Array.of(6.5, 2),
      maxAt: Int32Array.of(6, 9),
    });
  });

  test('finds neither volume nor uptake in an empty mask', () => {
    const lesions = lesionsOf(new Uint8Array(8), [2, 2, 2]);
    expect(totalVolumeOf(lesions, spacing)).toBe(0);
    const { total, max } = uptakeOf(lesions, new Float32Array(8).fill(5));
    expect([total, max.length]).toEqual([0, 0]);
  });
});
