/**
 * Moves a slice within its plane, with linear interpolation: what lay at pixel p is then at p + shift.
 *
 * @param slice [y,x], changed where it is
 * @param width pixels along x
 * @param shift pixels along x and y
 * @param empty value of pixels that nothing moves to
 */
export function shiftSlice(
  slice: Float32Array,
  width: number,
  [shiftX, shiftY]: readonly [number, number],
  empty: number,
): void {
  const height = slice.length / width;
  const from = slice.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      slice[y * width + x] = sample(from, width, height, x - shiftX, y - shiftY) ?? empty;
    }
  }
}

function sample(
  from: Float32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number | null {
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5) return null;
  const [cx, cy] = [clamp(x, width), clamp(y, height)];
  const [x0, y0] = [
    Math.min(Math.floor(cx), Math.max(0, width - 2)),
    Math.min(Math.floor(cy), Math.max(0, height - 2)),
  ];
  const [tx, ty] = [cx - x0, cy - y0];
  const [right, below] = [width > 1 ? 1 : 0, height > 1 ? width : 0];
  const at = y0 * width + x0;
  const upper = from[at]! + (from[at + right]! - from[at]!) * tx;
  const lower = from[at + below]! + (from[at + below + right]! - from[at + below]!) * tx;
  return upper + (lower - upper) * ty;
}

function clamp(value: number, size: number): number {
  return Math.max(0, Math.min(value, size - 1));
}
