import type { BoundingBox } from './bounding-box.js';
import type { Shape } from './grid.js';
import type { Voxels } from './voxels.js';

/**
 * The smallest box that holds every voxel that is wanted, or null if there is none. Hardly more than
 * the voxels outside the box are read, so that an image with wanted borders costs next to nothing.
 *
 * @param data voxels of `shape`, last axis fastest
 */
export function boxWhere(data: Voxels, shape: Shape, isWanted: IsWanted): BoundingBox | null {
  const [, height, width] = shape;
  const plane = height * width;
  const lowest = first(data, isWanted, 0, data.length);
  if (lowest < 0) return null;
  const zStart = Math.floor(lowest / plane);
  const zEnd = Math.floor(last(data, isWanted, lowest, data.length) / plane) + 1;

  let yStart = height;
  let yEnd = 0;
  for (let z = zStart; z < zEnd; z++) {
    const start = z * plane;
    const top = first(data, isWanted, start, start + yStart * width);
    if (top >= 0) yStart = Math.floor((top - start) / width);
    const bottom = last(data, isWanted, start + yEnd * width, start + plane);
    if (bottom >= 0) yEnd = Math.floor((bottom - start) / width) + 1;
  }

  let xStart = width;
  let xEnd = 0;
  for (let z = zStart; z < zEnd; z++) {
    for (let y = yStart; y < yEnd; y++) {
      const start = z * plane + y * width;
      const left = first(data, isWanted, start, start + xStart);
      if (left >= 0) xStart = left - start;
      const right = last(data, isWanted, start + xEnd, start + width);
      if (right >= 0) xEnd = right - start + 1;
    }
  }
  return [
    [zStart, zEnd],
    [yStart, yEnd],
    [xStart, xEnd],
  ];
}

type IsWanted = (value: number) => boolean;

/** Index of the first wanted voxel in [from, to), or -1. */
function first(data: Voxels, isWanted: IsWanted, from: number, to: number): number {
  for (let i = from; i < to; i++) if (isWanted(data[i]!)) return i;
  return -1;
}

/** Index of the last wanted voxel in [from, to), or -1. */
function last(data: Voxels, isWanted: IsWanted, from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) if (isWanted(data[i]!)) return i;
  return -1;
}
