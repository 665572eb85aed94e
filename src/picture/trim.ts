import type { Raster } from './raster.js';

/** Darker than this is not empty: what the noise of air reaches is lighter. */
const emptyFrom = 240;

/** Pixels left empty around what is kept; null: that side is not cut at all. */
export interface Margins {
  readonly columns: number;
  readonly rows: number | null;
}

/** Cuts empty, that is nearly white, columns and rows off the sides of a picture. */
export function trim(raster: Raster, margins: Margins): Raster {
  const { width, height, data } = raster;
  const isFull = (column: number, row: number): boolean => {
    const at = 3 * (row * width + column);
    return Math.min(data[at]!, data[at + 1]!, data[at + 2]!) < emptyFrom;
  };
  const [columns, rows] = [indices(width), indices(height)];
  const fullColumns = columns.filter((column) => rows.some((row) => isFull(column, row)));
  const fullRows = rows.filter((row) => columns.some((column) => isFull(column, row)));
  if (fullRows.length === 0) return raster;
  const [left, right] = range(fullColumns, margins.columns, width);
  const [top, bottom] = margins.rows === null ? [0, height] : range(fullRows, margins.rows, height);
  return cut(raster, left, right, top, bottom);
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** From the first to one past the last, with a margin, within what there is. */
function range(full: readonly number[], margin: number, count: number): [number, number] {
  return [Math.max(0, full[0]! - margin), Math.min(count, full.at(-1)! + 1 + margin)];
}

function cut({ width, data }: Raster, left: number, right: number, top: number, bottom: number) {
  const kept = new Uint8Array(3 * (right - left) * (bottom - top));
  for (let row = top; row < bottom; row++) {
    const start = 3 * (row * width + left);
    const end = start + 3 * (right - left);
    kept.set(data.subarray(start, end), 3 * (row - top) * (right - left));
  }
  return { width: right - left, height: bottom - top, data: kept };
}
