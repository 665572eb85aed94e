import type { Projection } from './project.js';

/**
 * Resamples a projection of labels to square pixels. A new pixel has the greatest label of the old
 * ones whose centres lie in it, so that no label is lost; where none does, that of the old pixel it
 * lies in. The picture is as large as {@link scaleProjection} makes it.
 *
 * @param pixel side of the new pixels, mm
 */
export function scaleLabels(projection: Projection, pixel: number): Projection {
  const width = Math.max(1, Math.round((projection.width * projection.pixelWidth) / pixel));
  const height = Math.max(1, Math.round((projection.height * projection.pixelHeight) / pixel));
  const columns = sources(width, projection.width, pixel / projection.pixelWidth);
  const rows = sources(height, projection.height, pixel / projection.pixelHeight);
  const data = new Float32Array(width * height);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      let greatest = 0;
      for (let r = row.from; r < row.to; r++) {
        for (let c = column.from; c < column.to; c++) {
          greatest = Math.max(greatest, projection.data[r * projection.width + c]!);
        }
      }
      data[y * width + x] = greatest;
    });
  });
  return { width, height, pixelWidth: pixel, pixelHeight: pixel, data };
}

/** The old pixels of each new one. */
function sources(count: number, oldCount: number, ratio: number) {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.ceil(index * ratio - 0.5);
    const isLast = index === count - 1;
    const to = isLast ? oldCount : Math.min(Math.ceil((index + 1) * ratio - 0.5), oldCount);
    if (from < to) return { from, to };
    const nearest = Math.min(Math.floor((index + 0.5) * ratio), oldCount - 1);
    return { from: nearest, to: nearest + 1 };
  });
}
