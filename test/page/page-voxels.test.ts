import { identityDirection } from '../../src/image/volume.js';
import { pageGrid } from '../../src/page/page-grid.js';
import { highestSuv, pageVoxels } from '../../src/page/page-voxels.js';

const grid = {
  size: [30, 20, 10],
  spacing: [3, 3, 5],
  origin: [-40, 7, 100],
  direction: identityDirection,
} as const;
const pet = { ...grid, data: new Float32Array(6000) };
const labels = new Uint16Array(6000);
for (let z = 2; z < 8; z++)
  for (let y = 4; y < 16; y++) for (let x = 5; x < 25; x++) pet.data[(z * 20 + y) * 30 + x] = 2;

describe('pageGrid', () => {
  test('is as fine as the PET, about the body and 10 mm more, within the image', () => {
    const made = pageGrid(pet);
    expect(made.spacing).toEqual([3, 3, 3]);
    // From 5 - 0.5 voxels of 3 mm, less 10 mm.
    expect(made.origin[0]).toBeCloseTo(-40 + 4.5 * 3 - 10 + 1.5, 9);
    expect(made.origin[2]).toBeCloseTo(100 + 1.5 * 5 - 10 + 1.5, 9);
    expect(made.size).toEqual([Math.ceil(80 / 3), Math.ceil(56 / 3), Math.ceil(50 / 3)]);
  });

  test('goes to the edge of an image without body, and holds no more than a page can', () => {
    const empty = { ...grid, data: new Float32Array(6000) };
    expect(pageGrid(empty).size).toEqual([30, 20, 17]);
    // Cubes of 0.3 mm would be 96 million.
    const large = { ...grid, spacing: [0.3, 30, 30] as const, size: [400, 4, 6] as const };
    const fine = pageGrid({ ...large, data: new Float32Array(9600).fill(1) });
    const voxels = fine.size.reduce((a, b) => a * b);
    expect(voxels).toBeLessThan(3_400_000);
    expect(voxels).toBeGreaterThan(3_000_000);
  });
});

describe('pageVoxels', () => {
  test('a byte tells SUV and HU, and what is beyond stays at the end', () => {
    const bright = { ...grid, data: new Float32Array(6000).fill(highestSuv / 4) };
    bright.data[0] = 99;
    const ct = { ...grid, data: new Float32Array(6000).fill(40) };
    ct.data[0] = 3000;
    ct.data[5999] = -950;
    const voxels = pageVoxels({ pet: bright, ct, labels }, grid);
    expect([voxels.pet[0], voxels.pet[1]]).toEqual([255, 128]);
    expect([voxels.ct![0], voxels.ct![1], voxels.ct![5999]]).toEqual([255, 133, 0]);
  });

  test('no lesion is lost on a coarser grid', () => {
    const numbered = new Uint16Array(6000);
    for (let number = 1; number <= 6; number++) numbered[number * 901] = number;
    // Five by five by two and a half voxels in one; their middles lie so much further in.
    const coarse = {
      ...grid,
      size: [6, 4, 4],
      spacing: [15, 15, 12.5],
      origin: [-34, 13, 103.75],
    } as const;
    const { labels: carried } = pageVoxels({ pet, ct: null, labels: numbered }, coarse);
    expect([...new Set(carried)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
