import type { GridSpacing } from '../../../src/array/grid.js';
import type { ResamplingFn } from '../../../src/array/resample/resampling-fn.js';
import { cropToImage, logitsToCrop } from '../../../src/segment/postprocess/to-image.js';
import type { Frame } from '../../../src/segment/preprocess/frame.js';

const linear: ResamplingFn = { kind: 'default', order: 1, orderZ: 0, forceSeparateZ: null };

/** A box of 1 x 2 x 2 voxels in an image of 1 x 3 x 4 (after transposing). */
const frame: Frame = {
  imageShape: [1, 3, 4],
  box: [
    [0, 1],
    [1, 3],
    [2, 4],
  ],
  imageSpacing: [2, 1, 1],
  networkSpacing: [2, 2, 1],
};

describe('logitsToCrop', () => {
  test('resamples to the shape of the crop', () => {
    const coarse = Float32Array.of(5, 7);
    expect(logitsToCrop(coarse, [1, 1, 2], frame, linear)).toEqual(Float32Array.of(5, 7, 5, 7));
  });

  test('lets the voxel sizes decide whether thick slices are kept apart', () => {
    const box = [
      [0, 4],
      [0, 1],
      [0, 1],
    ] as const;
    const along = (networkSpacing: GridSpacing, imageSpacing: GridSpacing) => {
      const spacings = { networkSpacing, imageSpacing };
      const slices = Float32Array.of(0, 8);
      return [...logitsToCrop(slices, [2, 1, 1], { ...frame, box, ...spacings }, linear)];
    };
    expect(along([3, 1, 1], [2, 1, 1])).toEqual([0, 2, 6, 8]);
    // Four times as thick as wide: the slices' values are taken, not mixed.
    expect(along([4, 1, 1], [2, 1, 1])).toEqual([0, 0, 8, 8]);
    expect(along([2, 1, 1], [4, 1, 1])).toEqual([0, 0, 8, 8]);
    // Where both grids have thick slices, the network's decides.
    expect(along([4, 1, 1], [1, 4, 1])).toEqual([0, 0, 8, 8]);
    expect(along([1, 4, 1], [4, 1, 1])).toEqual([0, 2, 6, 8]);
  });
});

describe('cropToImage', () => {
  test('surrounds the crop with zeros and undoes the transposition', () => {
    const cropped = Uint8Array.of(1, 2, 3, 4);
    const rows = [
      [0, 0, 0, 0],
      [0, 0, 1, 2],
      [0, 0, 3, 4],
    ];
    expect(cropToImage(cropped, frame, [0, 1, 2])).toEqual(Uint8Array.from(rows.flat()));
    // Back to [x, z, y]: the image's first axis was the last of the network's.
    const columns = [0, 1, 2, 3].flatMap((x) => rows.map((row) => row[x]!));
    expect(cropToImage(cropped, frame, [2, 0, 1])).toEqual(Uint8Array.from(columns));
  });

  test('keeps probabilities as they are', () => {
    const cropped = Float32Array.of(0.25, 0.5, 0.75, 1);
    const found = cropToImage(cropped, frame, [0, 1, 2]);
    expect([...found.subarray(6)]).toEqual([0.25, 0.5, 0, 0, 0.75, 1]);
  });
});
