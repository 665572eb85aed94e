import type { BoundingBox } from '../../../../src/array/bounding-box.js';
import type { Shape } from '../../../../src/array/grid.js';
import { clickPresets } from '../../../../src/nnunet/model/clicks/click-encoding.js';
import { toNetworkGrid } from '../../../../src/segment/clicks/draw/to-network-grid.js';

const whole: BoundingBox = [
  [0, 10],
  [0, 20],
  [0, 30],
];
const inner: BoundingBox = [
  [2, 10],
  [4, 20],
  [0, 30],
];

describe('by the corner, as LesionLocator', () => {
  const { lesionlocator } = clickPresets;
  const fixed = { ...lesionlocator, cropOffset: 'fixed' } as const;

  test('half to even', () => {
    const mapped = toNetworkGrid(
      [
        [1, 5, 7],
        [3, 1, 1],
      ],
      whole,
      [15, 10, 30],
      lesionlocator,
    );
    expect(mapped).toEqual([
      [2, 2, 7],
      [4, 0, 1],
    ]);
  });

  test("the crop's start counts twice, unless it is repaired", () => {
    const shape: Shape = [8, 16, 30];
    expect(toNetworkGrid([[5, 9, 3]], inner, shape, lesionlocator)).toEqual([[1, 1, 3]]);
    expect(toNetworkGrid([[5, 9, 3]], inner, shape, fixed)).toEqual([[3, 5, 3]]);
    // Before the crop there is no less than its first voxel, which is then moved again.
    expect(toNetworkGrid([[0, 0, 0]], inner, shape, lesionlocator)).toEqual([[-2, -4, 0]]);
    expect(toNetworkGrid([[0, 0, 0]], inner, shape, fixed)).toEqual([[0, 0, 0]]);
  });
});

describe('by the centre, as msdsn', () => {
  const encoding = clickPresets['msdsn-v'];

  test('finer and coarser', () => {
    expect(toNetworkGrid([[0, 7, 29]], whole, [20, 10, 30], encoding)).toEqual([[1, 3, 29]]);
  });

  test('clicks beside the crop are left out', () => {
    expect(
      toNetworkGrid(
        [
          [1, 5, 5],
          [2, 4, 0],
        ],
        inner,
        [8, 16, 30],
        encoding,
      ),
    ).toEqual([[0, 0, 0]]);
  });

  test('clicks that become one voxel are one', () => {
    expect(
      toNetworkGrid(
        [
          [0, 0, 0],
          [0, 1, 0],
        ],
        whole,
        [10, 10, 30],
        encoding,
      ),
    ).toHaveLength(1);
  });
});
