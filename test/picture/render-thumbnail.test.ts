import { identityDirection } from '../../src/image/volume.js';
import { renderThumbnail } from '../../src/picture/render-thumbnail.js';

const size = [40, 30, 60] as const;
const grid = {
  size,
  spacing: [5, 5, 5],
  origin: [0, 0, 0],
  direction: identityDirection,
} as const;
const at = (x: number, y: number, z: number): number => (z * 30 + y) * 40 + x;

test('both views are cut to the body, side by side, and a lesion is red in each', () => {
  const pet = { ...grid, data: new Float32Array(40 * 30 * 60) };
  const mask = new Uint8Array(pet.data.length);
  for (let z = 0; z < 60; z++)
    for (let y = 8; y < 20; y++) for (let x = 10; x < 30; x++) pet.data[at(x, y, z)] = 5;
  mask[at(28, 9, 57)] = 3;
  const { width, height, data } = renderThumbnail(pet, mask);
  // 20 and 12 columns of body, two more on each side of both.
  expect([width, height]).toEqual([24 + 16, 60]);
  const red: [column: number, row: number][] = [];
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [r, g, b] = data.subarray(3 * pixel, 3 * pixel + 3);
    if (r === g && g === b) continue;
    expect([r, g, b]).toEqual([214, 40, 20]);
    red.push([pixel % width, Math.floor(pixel / width)]);
  }
  // The patient's left is right; seen from the left the front is left; the head is up.
  expect(red).toEqual([
    [2 + 18, 2],
    [24 + 2 + 1, 2],
  ]);
  expect([...data.subarray(3 * 2, 3 * 2 + 3)]).toEqual([128, 128, 128]);
});

test('a lesion of one voxel is not lost between pixels', () => {
  const fine = { ...grid, size: [9, 9, 9] as const, spacing: [2, 2, 2] as const };
  const pet = { ...fine, data: new Float32Array(729).fill(5) };
  for (let voxel = 0; voxel < 729; voxel += 91) {
    const mask = new Uint8Array(729);
    mask[voxel] = 1;
    const { data } = renderThumbnail(pet, mask);
    expect(data.filter((_, i) => i % 3 === 0 && data[i] !== data[i + 1])).toHaveLength(2);
  }
});
