/**
 * A quantile by linear interpolation between the two nearest values, NumPy's default.
 *
 * @param sorted ascending, not empty
 * @param share 0 to 1
 */
export function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!);
}
