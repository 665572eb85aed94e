import fc from 'fast-check';
import { reorient, reorientationTo } from '../../../src/image/orient.js';
import type { Mat3, Vec3 } from '../../../src/image/volume.js';
import { reorientClicks, transposeClicks } from '../../../src/segment/clicks/click-input.js';
import type { VoxelIndex } from '../../../src/segment/clicks/clicks.js';
import { makeVolume } from '../../support/make-volume.js';

test('clicks stay on their voxels when an image is reoriented', () => {
  const size: Vec3 = [2, 3, 4];
  const direction: Mat3 = [0, 0, 1, -1, 0, 0, 0, -1, 0];
  const data = Float32Array.from({ length: 24 }, (_, i) => i);
  const stored = makeVolume({ size, direction, data });
  const orientations = fc.constantFrom('LPS', 'RAS', 'SPL', 'IAR', 'PIL');
  const points = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(3));
  fc.assert(
    fc.property(orientations, points, (orientation, point: VoxelIndex) => {
      const by = reorientationTo(stored, orientation);
      const turned = reorient(stored, by);
      const { tumour } = reorientClicks({ tumour: [point], background: [] }, size, by);
      const [x, y, z] = tumour[0]!;
      const value = turned.data[(z * turned.size[1] + y) * turned.size[0] + x];
      expect(value).toBe((point[2] * 3 + point[1]) * 2 + point[0]);
    }),
  );
});

test('axes in the order of the plans', () => {
  const clicks = { tumour: [[1, 2, 3] as const], background: [[4, 5, 6] as const] };
  expect(transposeClicks(clicks, [0, 1, 2])).toEqual({
    foreground: [[3, 2, 1]],
    background: [[6, 5, 4]],
  });
  expect(transposeClicks(clicks, [2, 0, 1]).foreground).toEqual([[1, 3, 2]]);
});
