import type { Shape } from '../../../array/grid.js';
import type { Kernel } from './kernel.js';

/**
 * Puts a kernel onto every point, in place; what goes over the border is cut off, also of points beside the grid.
 *
 * @param channel [z,y,x] of `shape`
 * @param points [z,y,x]
 */
export function stamp(
  channel: Float32Array,
  [depth, height, width]: Shape,
  points: readonly Shape[],
  { reach, values }: Kernel,
  combine: 'sum' | 'max',
): void {
  const [rz, ry, rx] = reach;
  for (const [cz, cy, cx] of points) {
    for (let z = Math.max(0, cz - rz); z <= Math.min(depth - 1, cz + rz); z++) {
      for (let y = Math.max(0, cy - ry); y <= Math.min(height - 1, cy + ry); y++) {
        const row = ((z - cz + rz) * (2 * ry + 1) + (y - cy + ry)) * (2 * rx + 1) - cx + rx;
        const line = (z * height + y) * width;
        for (let x = Math.max(0, cx - rx); x <= Math.min(width - 1, cx + rx); x++) {
          const value = values[row + x]!;
          channel[line + x] =
            combine === 'sum' ? channel[line + x]! + value : Math.max(channel[line + x]!, value);
        }
      }
    }
  }
}
