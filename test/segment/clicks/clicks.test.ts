import { clicksOnImage, type VoxelIndex } from '../../../src/segment/clicks/clicks.js';

test('clicks beside the image and repeated ones are left out', () => {
  const tumour: VoxelIndex[] = [
    [0, 0, 0],
    [3, 4, 5],
    [4, 0, 0],
    [0, 5, 0],
    [0, 0, 6],
    [-1, 0, 0],
    [0, 0, 0],
  ];
  const { clicks, outside } = clicksOnImage({ tumour, background: [[9, 9, 9]] }, [4, 5, 6]);
  expect(clicks).toEqual({
    tumour: [
      [0, 0, 0],
      [3, 4, 5],
    ],
    background: [],
  });
  expect(outside).toBe(5);
});
