import { applySuvFloor } from '../../../src/segment/postprocess/apply-suv-floor.js';

describe('applySuvFloor', () => {
  test('clears lesion voxels of less uptake, keeps those of exactly the floor', () => {
    const mask = Uint8Array.of(1, 1, 2, 0, 1, 3);
    applySuvFloor(mask, Float32Array.of(1.4, 1.5, 1.6, 9, -1, 40), 1.5);
    expect(mask).toEqual(Uint8Array.of(0, 1, 2, 0, 0, 3));
  });
});
