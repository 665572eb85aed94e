import type { Projection } from './project.js';

/**
 * Resamples a projection to square pixels by linear interpolation; the picture's edges stay where
 * they were, to half a pixel.
 *
 * @param pixel side of the new pixels, mm
 */
export function scaleProjection(projection: Projection, pixel: number): Projection {
  const width = Math.max(1, Math.round((projection.width * projection.pixelWidth) / pixel));
  const height = Math.max(1, Math.round((projection.height * projection.pixelHeight) / pixel));
  const columns = neighbours(width, projection.width, pixel / projection.pixelWidth);
  const rows = neighbours(height, projection.height, pixel / projection.pixelHeight);
  const data = new Float32Array(width * height);
  const at = (row: number, column: number) => projection.data[row * projection.width + column]!;
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      const above = mix(at(row.low, column.low), at(row.low, column.high), column.share);
      const below = mix(at(row.high, column.low), at(row.high, column.high), column.share);
      data[y * width + x] = mix(above, below, row.share);
    });
  });
  return { width, height, pixelWidth: pixel, pixelHeight: pixel, data };
}

/** For each new pixel the two old ones about its centre and the second one's share. */
function neighbours(count: number, oldCount: number, ratio: number) {
  return Array.from({ length: count }, (_, index) => {
    const position = Math.min(Math.max((index + 0.5) * ratio - 0.5, 0), oldCount - 1);
    const low = Math.floor(position);
    return { low, high: Math.min(low + 1, oldCount - 1), share: position - low };
  });
}

function mix(one: number, other: number, share: number): number {
  return one + share * (other - one);
}
