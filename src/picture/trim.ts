import type { Raster } from './raster.js';

/** Darker than this is not empty: what the noise of air reaches is lighter. */
const emptyFrom = 240;
/** Empty columns left at each side. */
const margin = 6;

/** Cuts empty, that is nearly white, columns off the left and right of a picture. */
export function trim(raster: Raster): Raster {
  const { width, height, data } = raster;
  const isEmpty = (column: number): boolean => {
    for (let row = 0; row < height; row++) {
      const at = 3 * (row * width + column);
      if (Math.min(data[at]!, data[at + 1]!, data[at + 2]!) < emptyFrom) return false;
    }
    return true;
  };
  const columns = Array.from({ length: width }, (_, column) => column);
  const first = columns.find((column) => !isEmpty(column));
  const last = columns.findLast((column) => !isEmpty(column));
  if (first === undefined || last === undefined) return raster;
  return cut(raster, Math.max(0, first - margin), Math.min(width, last + 1 + margin));
}

function cut({ width, height, data }: Raster, from: number, to: number): Raster {
  const kept = new Uint8Array(3 * (to - from) * height);
  for (let row = 0; row < height; row++) {
    const start = 3 * row * width;
    kept.set(data.subarray(start + 3 * from, start + 3 * to), 3 * row * (to - from));
  }
  return { width: to - from, height, data: kept };
}
