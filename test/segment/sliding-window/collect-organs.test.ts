import { collectOrgans } from '../../../src/segment/sliding-window/collect-organs.js';
import { planTiling } from '../../../src/segment/sliding-window/tiling.js';

const filled = (value: number) => new Float32Array(2 * 2 * 2).fill(value);

describe('collectOrgans', () => {
  test('each voxel gets its class from the tile whose middle is nearest', () => {
    const tiling = planTiling([4, 4, 8], [4, 4, 4], 0.5);
    expect(tiling.tiles).toEqual([
      [0, 0, 0],
      [0, 0, 2],
      [0, 0, 4],
    ]);
    const organs = collectOrgans(tiling, [2, 2, 2]);
    for (const [i, start] of tiling.tiles.entries()) organs.add(start, filled(i + 1));
    expect(organs.found.shape).toEqual([2, 2, 4]);
    // A tile's Gaussian is highest at its second voxel of two, as nnU-Net's is at half its length.
    expect([...organs.found.classes.subarray(0, 4)]).toEqual([1, 1, 2, 3]);
    // What comes again, from another pass, changes nothing.
    organs.add([0, 0, 0], filled(9));
    expect([...organs.found.classes.subarray(0, 4)]).toEqual([1, 1, 2, 3]);
  });

  test('zeros that were put round a small image are left out', () => {
    const tiling = planTiling([2, 4, 4], [4, 4, 4], 0.5);
    const organs = collectOrgans(tiling, [2, 2, 2]);
    // One slice of zeros before the image: the tile begins at -1, its grid a step before the image's.
    const classes = Float32Array.from([1, 1, 1, 1, 2, 3, 4, 5]);
    organs.add([0, 0, 0], classes);
    expect(organs.found.shape).toEqual([1, 2, 2]);
    expect([...organs.found.classes]).toEqual([2, 3, 4, 5]);
  });

  test('where no tile was there is none', () => {
    const tiling = planTiling([4, 4, 8], [4, 4, 4], 1);
    const organs = collectOrgans(tiling, [2, 2, 2]);
    organs.add([0, 0, 4], filled(7));
    expect([...organs.found.classes.subarray(0, 4)]).toEqual([0, 0, 7, 7]);
  });
});
