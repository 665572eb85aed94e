import type { Region } from '../../../../src/segment/postprocess/network-voxels.js';

/**
 * A network's region that is turned, cropped and coarser than the PET. Stored x,y,z of 4, 6, 8 become y backwards, x, z; then [z,y,x] is
 * transposed by `transpose` to [x,z,y]. After both: x' of 6 voxels, z of 8, y' of 4. The crop leaves the first two of z out, the network
 * has half as many.
 */
export const turnedRegion: Region = {
  shape: [3, 3, 2],
  frame: {
    imageShape: [6, 8, 4],
    box: [
      [0, 6],
      [2, 8],
      [0, 4],
    ],
    imageSpacing: [1, 1, 1],
    networkSpacing: [2, 2, 2],
  },
  orientation: { axis: [1, 0, 2], flip: [true, false, false] },
  size: [4, 6, 8],
};

export const transpose = [2, 0, 1] as const;
