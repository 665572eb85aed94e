import type { Voxels } from '../array/voxels.js';
import type { WorldAxis } from './axes-by-world.js';

/** A maximum-intensity projection: rows from the top (superior), so many mm from pixel to pixel. */
export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  readonly data: Float32Array;
}

/**
 * Projects voxels along one world axis onto a picture. What is below zero shows as zero.
 *
 * @param data voxels in the memory order that the axes describe
 * @param across runs from the picture's left to its right
 * @param up runs from the picture's bottom to its top
 * @param through the axis whose greatest value each pixel shows
 */
export function project(
  data: Voxels,
  across: WorldAxis,
  up: WorldAxis,
  through: WorldAxis,
): Projection {
  const [width, height] = [across.length, up.length];
  const picture = new Float32Array(width * height);
  const columns = Int32Array.from({ length: width }, (_, column) => across.offset(column));
  for (let row = 0; row < height; row += 1) {
    for (let depth = 0; depth < through.length; depth += 1) {
      const start = up.offset(height - 1 - row) + through.offset(depth);
      for (let column = 0; column < width; column += 1) {
        const value = data[start + columns[column]!]!;
        const pixel = row * width + column;
        if (value > picture[pixel]!) picture[pixel] = value;
      }
    }
  }
  return { width, height, pixelWidth: across.spacing, pixelHeight: up.spacing, data: picture };
}
