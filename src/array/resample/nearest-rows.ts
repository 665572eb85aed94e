/** Picks, for each of `newLength` output samples, one of `length` input samples. */
export type NearestRows = (length: number, newLength: number) => Int32Array;

/**
 * The input sample nearest to each output sample along an axis; of two equally near ones the later.
 * As `scipy.ndimage.zoom(order=0, grid_mode=True, mode='nearest')`.
 */
export function nearestRows(length: number, newLength: number): Int32Array {
  const scale = length / newLength;
  return Int32Array.from({ length: newLength }, (_, o) => {
    const position = (o + 0.5) * scale - 0.5;
    return Math.floor(Math.min(Math.max(position, 0), length - 1) + 0.5);
  });
}

/**
 * The same as `torch.nn.functional.interpolate(mode='nearest-exact')`. Near a tie torch's float32
 * rounding decides; this repeats it, including the fused multiply-add of its x86-64 builds.
 */
export function torchNearestExactRows(length: number, newLength: number): Int32Array {
  const scale = Math.fround(length / newLength);
  return Int32Array.from({ length: newLength }, (_, o) => {
    const position = Math.max(Math.fround(scale * (o + 0.5) - 0.5), 0);
    return Math.min(Math.floor(Math.fround(position + 0.5)), length - 1);
  });
}
