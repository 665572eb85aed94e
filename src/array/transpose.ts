import { allocateLike } from './allocate-like.js';
import type { Axis, Grid, Shape } from './grid.js';
import type { Voxels } from './voxels.js';

// Side of the squares that are transposed at a time, so that reads and writes stay in the cache.
const tile = 32;

/**
 * Permutes the axes of an array as `numpy.transpose` does: axis `i` of the result is axis `axes[i]`
 * of `data`. nnU-Net calls the axes transpose_forward and transpose_backward.
 *
 * @param data voxels of `shape`, last axis fastest
 * @returns a new array and its shape; `data` itself if the axes stay as they are
 */
export function transpose<T extends Voxels>(
  data: T,
  shape: Shape,
  axes: readonly [Axis, Axis, Axis],
): Grid<T> {
  if (axes.every((axis, i) => axis === i)) return { data, shape };
  const newShape: Shape = [shape[axes[0]], shape[axes[1]], shape[axes[2]]];
  const transposed = allocateLike(data, data.length);
  const strides = targetStrides(newShape, axes);
  if (axes[2] === 2) copyLines(data, shape, transposed, strides);
  else copyTiles(data, shape, transposed, strides, axes[2]);
  return { data: transposed, shape: newShape };
}

/** How far apart neighbours along each axis of the source lie in the result. */
function targetStrides(newShape: Shape, axes: readonly [Axis, Axis, Axis]): Shape {
  const newStrides = [newShape[1] * newShape[2], newShape[2], 1];
  const strideOf = (axis: Axis) => newStrides[axes.indexOf(axis)]!;
  return [strideOf(0), strideOf(1), strideOf(2)];
}

/** The fastest axis stays the fastest: whole lines move. */
function copyLines<T extends Voxels>(data: T, shape: Shape, target: T, strides: Shape): void {
  const [depth, height, width] = shape;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      const start = (z * height + y) * width;
      target.set(data.subarray(start, start + width), z * strides[0] + y * strides[1]);
    }
  }
}

/** Axis `fastest` of the source becomes the fastest: transposes planes of it and x, tile by tile. */
function copyTiles<T extends Voxels>(
  data: T,
  shape: Shape,
  target: T,
  strides: Shape,
  fastest: 0 | 1,
): void {
  const [, height, width] = shape;
  const sourceStrides = [height * width, width] as const;
  const plane = fastest === 0 ? 1 : 0;
  const rowStride = sourceStrides[fastest];
  for (let p = 0; p < shape[plane]; p++) {
    const source = p * sourceStrides[plane];
    const to = p * strides[plane];
    for (let row = 0; row < shape[fastest]; row += tile) {
      const rowEnd = Math.min(row + tile, shape[fastest]);
      for (let x = 0; x < width; x += tile) {
        const xEnd = Math.min(x + tile, width);
        for (let i = x; i < xEnd; i++) {
          for (let r = row; r < rowEnd; r++) {
            target[to + i * strides[2] + r] = data[source + r * rowStride + i]!;
          }
        }
      }
    }
  }
}
