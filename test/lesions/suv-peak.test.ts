import { connectedComponents } from '../../src/array/connected-components.js';
import type { Shape } from '../../src/array/grid.js';
import type { Vec3 } from '../../src/image/volume.js';
import { suvPeaksOf } from '../../src/lesions/suv-peak.js';

const shape: Shape = [3, 3, 3];
const lesion = connectedComponents(
  Uint8Array.from({ length: 27 }, (_, i) => +(i < 2)),
  shape,
  18,
);
const pet = Float32Array.from({ length: 27 }, (_, i) => i);
const peakAt = (spacing: Vec3): number | null | undefined => {
  const peaks = suvPeaksOf(lesion, pet, shape, spacing);
  return peaks === null ? null : peaks[0];
};

test('where all of an image is in the sphere, its mean', () => {
  expect(peakAt([0.3, 0.3, 0.3])).toBe(13);
  expect(peakAt([20, 20, 20])).toBe(1);
});

test.each<[string, Vec3]>([
  ['metres', [0.004, 0.004, 0.003]],
  ['a tenth of a millimetre', [0.1, 0.1, 0.1]],
  ['one side that is nearly nothing', [1e-9, 100, 100]],
])('voxels of %s have none, and do not take for ever', (_, spacing) => {
  expect(peakAt(spacing)).toBeNull();
});
