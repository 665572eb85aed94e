import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { BoundingBox } from '../../../src/array/bounding-box.js';
import type { Shape } from '../../../src/array/grid.js';
import { cropToNonzero } from '../../../src/segment/preprocess/crop-to-nonzero.js';

/** Made by make_references.py with nnU-Net 2.8.1; one digit per voxel. */
const references = JSON.parse(
  readFileSync(new URL('./fixtures/crop.json', import.meta.url), 'utf8'),
) as {
  title: string;
  shape: Shape;
  channels: string[];
  bbox: BoundingBox;
  inside: string;
}[];

describe('cropToNonzero against nnU-Net', () => {
  test.each(references)('$title', ({ shape, channels, bbox, inside }) => {
    const images = channels.map((digits) => Float32Array.from(digits, Number));
    const region = cropToNonzero(images, shape, true);
    expect(region.bbox).toEqual(bbox);
    expect(region.inside?.join('')).toBe(inside);
    expect(cropToNonzero(images, shape)).toEqual({ bbox, inside: null });
  });
});

describe('cropToNonzero', () => {
  test('finds the box of scattered voxels, whatever their values', () => {
    const shape: Shape = [6, 7, 8];
    const voxel = fc.record({
      z: fc.nat(5),
      y: fc.nat(6),
      x: fc.nat(7),
      channel: fc.nat(1),
      value: fc.constantFrom(-1024, 1e-30, 5, Number.NaN),
    });
    fc.assert(
      fc.property(fc.array(voxel, { minLength: 1, maxLength: 4 }), (voxels) => {
        const channels = [new Float32Array(336), new Float32Array(336)];
        for (const { z, y, x, channel, value } of voxels) {
          channels[channel]![(z * 7 + y) * 8 + x] = value;
        }
        const range = (values: number[]) => [Math.min(...values), Math.max(...values) + 1];
        expect(cropToNonzero(channels, shape).bbox).toEqual([
          range(voxels.map(({ z }) => z)),
          range(voxels.map(({ y }) => y)),
          range(voxels.map(({ x }) => x)),
        ]);
      }),
    );
  });

  test('tells whether a corridor through a hundred layers is open at its end', () => {
    const side = 100;
    const shape: Shape = [side, side, side];
    // Walls with a gap at alternating ends: the way out is a corridor through all layers.
    const image = new Float32Array(side ** 3);
    for (let z = 0; z < side; z++) {
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          const isShell = Math.min(z, y, x) === 0 || Math.max(z, y, x) === side - 1;
          const isGap = z % 4 === 2 ? y === side - 2 : y === 1;
          const isWall = z % 2 === 0 && !isGap;
          if (isShell || isWall) image[(z * side + y) * side + x] = 1;
        }
      }
    }
    const zeros = image.filter((value) => value === 0).length;
    const enclosed = cropToNonzero([image], shape, true).inside!;
    expect(enclosed.every((value) => value === 1)).toBe(true);
    image[(side - 1) * side * side + (side - 2) * side + 1] = 0;
    const open = cropToNonzero([image], shape, true).inside!;
    expect(open.filter((value) => value === 0)).toHaveLength(zeros + 1);
  });
});
