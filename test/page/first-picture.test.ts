import { firstPicture } from '../../src/page/first-picture.js';

test('has the three planes through a place, and the projection from the front', () => {
  const pet = Uint8Array.from({ length: 24 }, (_, i) => i);
  const labels = Uint16Array.from(pet, (value) => 100 * value);
  const mip = {
    width: 2,
    height: 3,
    pet: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    labels: Uint16Array.of(0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2, 2),
  };
  // Voxel [x, y, z] of 2 × 3 × 4 is x + 2 (y + 3 z).
  const first = firstPicture({ pet, ct: null, labels }, mip, [2, 3, 4], [1, 2, 3]);
  const axial = [18, 19, 20, 21, 22, 23];
  const coronal = [4, 5, 10, 11, 16, 17, 22, 23];
  const sagittal = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23];
  expect(Array.from(first.pet)).toEqual([...axial, ...coronal, ...sagittal]);
  expect(first.labels[0]).toBe(1800);
  expect(first.ct).toBeNull();
  expect(Array.from(first.mipPet)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(Array.from(first.mipLabels)).toEqual([0, 0, 0, 0, 0, 1]);
});
