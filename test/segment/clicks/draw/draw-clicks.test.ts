import type { Shape } from '../../../../src/array/grid.js';
import {
  type ClickEncoding,
  clickPresets,
} from '../../../../src/nnunet/model/clicks/click-encoding.js';
import { drawClicks, reachOfClick } from '../../../../src/segment/clicks/draw/draw-clicks.js';

const shape: Shape = [40, 41, 42];
const isotropic: Shape = [1, 1, 1];
const draw = (points: Shape[], encoding: ClickEncoding, spacing = isotropic) => {
  const channel = drawClicks(points, shape, spacing, encoding);
  return ([z, y, x]: Shape): number => channel[(z * shape[1] + y) * shape[2] + x]!;
};
const middle: Shape = [20, 20, 20];
const from = ([z, y, x]: Shape, [dz, dy, dx]: Shape): Shape => [z + dz, y + dy, x + dx];

/** To 1e-5 of the value. */
function expectClose(value: number, expected: number): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * Math.abs(expected));
}

describe('autopet-iv: a Gaussian filter over impulses, as scipy has it', () => {
  const encoding = clickPresets['autopet-iv'];

  test.each<[Shape, number]>([
    [[0, 0, 0], 2.3518166e-3],
    [[0, 0, 1], 2.2247232e-3],
    [[0, 3, 0], 1.4264489e-3],
    [[6, 0, 0], 3.1828377e-4],
    [[0, 0, 12], 7.889466e-7],
    [[0, 0, 13], 0],
    [[1, 1, 1], 1.9907698e-3],
    [[-1, -1, -1], 1.9907698e-3],
  ])('%j voxels from a click', (offset, expected) => {
    expectClose(draw([middle], encoding)(from(middle, offset)), expected);
  });

  test('borders mirror', () => {
    expectClose(draw([[0, 0, 0]], encoding)([0, 0, 0]), 1.733025e-2);
  });

  test('clicks that overlap add up', () => {
    const next = from(middle, [0, 0, 1]);
    const at = draw([middle, next], encoding);
    expectClose(at(middle), 4.5765395e-3);
    expectClose(at(next), 4.5765395e-3);
  });

  test('the weights add up to 1, at a border and in an image smaller than the filter too', () => {
    const sum = (channel: Float32Array): number => channel.reduce((a, b) => a + b, 0);
    expectClose(sum(drawClicks([[1, 40, 3]], shape, isotropic, encoding)), 1);
    expectClose(sum(drawClicks([[1, 2, 0]], [2, 5, 9], isotropic, encoding)), 1);
  });
});

test('autopet-v: ones in the voxels of clicks', () => {
  const channel = drawClicks([middle, [0, 0, 0]], shape, isotropic, clickPresets['autopet-v']);
  const ones = [...channel.entries()].filter(([, value]) => value !== 0);
  expect(ones).toEqual([
    [0, 1],
    [(20 * 41 + 20) * 42 + 20, 1],
  ]);
});

describe('lesionlocator: distances within a ball', () => {
  const at = draw([middle], clickPresets.lesionlocator);

  test.each<[Shape, number]>([
    [[0, 0, 0], 1],
    [[0, 1, 0], 0.6324555],
    [[1, 0, 1], 0.4472136],
    [[1, 1, 1], 0.4472136],
    [[0, 0, -2], 0.4472136],
    [[2, 1, 0], 0],
    [[0, 0, 3], 0],
  ])('%j voxels from a click', (offset, expected) => {
    expect(Math.abs(at(from(middle, offset)) - expected)).toBeLessThanOrEqual(1e-6);
  });

  test('the larger of two counts, and borders cut', () => {
    const both = draw(
      [
        [0, 0, 0],
        [0, 0, 1],
        [-1, 20, 20],
        [-9, 0, 0],
      ],
      clickPresets.lesionlocator,
    );
    expect(both([0, 0, 0])).toBe(1);
    expect(both([0, 0, 1])).toBe(1);
    expectClose(both([0, 20, 20]), 0.6324555);
  });
});

describe('cones', () => {
  test('msdsn-v: of 10 voxels', () => {
    const at = draw([middle], clickPresets['msdsn-v']);
    expect(at(middle)).toBe(1);
    expectClose(at(from(middle, [0, 3, 4])), 0.5);
    expectClose(at(from(middle, [0, 0, 9])), 0.1);
    expect(at(from(middle, [10, 0, 0]))).toBe(0);
  });

  test('in mm', () => {
    const cone = { ...clickPresets['msdsn-v'], size: 40, unit: 'mm' } as const;
    const at = draw([middle], cone, [5, 2, 2]);
    expectClose(at(from(middle, [2, 0, 0])), 0.75);
    expectClose(at(from(middle, [0, 5, 0])), 0.75);
    expect(reachOfClick(cone, [5, 2, 2])).toEqual([8, 20, 20]);
  });
});

test('a Gaussian of peak 1 ends at three σ', () => {
  const bump = { ...clickPresets['msdsn-v'], shape: 'gaussian', size: 5 } as const;
  const at = draw([middle], bump);
  expect(at(middle)).toBe(1);
  expectClose(at(from(middle, [0, 3, 4])), Math.exp(-0.5));
  expectClose(at(from(middle, [0, 0, 15])), Math.exp(-4.5));
  expect(at(from(middle, [0, 0, 16]))).toBe(0);
});

test('what a click reaches', () => {
  expect(reachOfClick(clickPresets['autopet-iv'], isotropic)).toEqual([12, 12, 12]);
  expect(reachOfClick(clickPresets['autopet-v'], isotropic)).toEqual([0, 0, 0]);
  expect(reachOfClick(clickPresets.lesionlocator, isotropic)).toEqual([2, 2, 2]);
});
