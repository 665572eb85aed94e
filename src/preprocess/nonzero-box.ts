import type { Shape } from '../resample/grid.js';
import type { BoundingBox } from './bounding-box.js';

/**
 * The smallest box that holds every nonzero voxel, or null if there is none. Hardly more than the
 * voxels outside the box are read, so that an image with nonzero borders costs next to nothing.
 *
 * @param data voxels of `shape`, last axis fastest
 */
export function nonzeroBox(data: Float32Array, shape: Shape): BoundingBox | null {
  const [, height, width] = shape;
  const plane = height * width;
  const first = firstNonzero(data, 0, data.length);
  if (first < 0) return null;
  const zStart = Math.floor(first / plane);
  const zEnd = Math.floor(lastNonzero(data, first, data.length) / plane) + 1;

  let yStart = height;
  let yEnd = 0;
  for (let z = zStart; z < zEnd; z++) {
    const start = z * plane;
    const top = firstNonzero(data, start, start + yStart * width);
    if (top >= 0) yStart = Math.floor((top - start) / width);
    const bottom = lastNonzero(data, start + yEnd * width, start + plane);
    if (bottom >= 0) yEnd = Math.floor((bottom - start) / width) + 1;
  }

  let xStart = width;
  let xEnd = 0;
  for (let z = zStart; z < zEnd; z++) {
    for (let y = yStart; y < yEnd; y++) {
      const start = z * plane + y * width;
      const left = firstNonzero(data, start, start + xStart);
      if (left >= 0) xStart = left - start;
      const right = lastNonzero(data, start + xEnd, start + width);
      if (right >= 0) xEnd = right - start + 1;
    }
  }
  return [
    [zStart, zEnd],
    [yStart, yEnd],
    [xStart, xEnd],
  ];
}

/** Index of the first nonzero voxel in [from, to), or -1. */
function firstNonzero(data: Float32Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (data[i] !== 0) return i;
  return -1;
}

/** Index of the last nonzero voxel in [from, to), or -1. */
function lastNonzero(data: Float32Array, from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) if (data[i] !== 0) return i;
  return -1;
}
