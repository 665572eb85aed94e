import type { Shape } from '../../array/grid.js';
import type { MakeTaps } from '../../array/resample/taps.js';

/**
 * Labels 1 where a channel of logits, resampled linearly, is positive. An interpolated value never
 * exceeds the values it lies between, so that only rows near positive logits are interpolated at
 * all: nearly none of a whole body.
 *
 * @param logits [z,y,x] of `shape`
 * @param makeTaps two taps per output sample along an axis
 * @returns 0 or 1, [z,y,x] of `newShape`
 */
export function positiveLabels(
  logits: Float32Array,
  shape: Shape,
  newShape: Shape,
  makeTaps: MakeTaps,
): Uint8Array {
  const [, height, width] = shape;
  const [newDepth, newHeight, newWidth] = newShape;
  const [z, y, x] = [0, 1, 2].map((axis) => makeTaps(shape[axis]!, newShape[axis]!));
  const isPositive = positiveRows(logits, width);
  const labels = new Uint8Array(newDepth * newHeight * newWidth);
  const row = new Float32Array(width);
  for (let oz = 0; oz < newDepth; oz++) {
    const below = z!.rows[2 * oz]! * height;
    const above = z!.rows[2 * oz + 1]! * height;
    for (let oy = 0; oy < newHeight; oy++) {
      const a = below + y!.rows[2 * oy]!;
      const b = below + y!.rows[2 * oy + 1]!;
      const c = above + y!.rows[2 * oy]!;
      const d = above + y!.rows[2 * oy + 1]!;
      if (!(isPositive[a] || isPositive[b] || isPositive[c] || isPositive[d])) continue;
      const [wa, wb] = [z!.weights[2 * oz]!, z!.weights[2 * oz + 1]!];
      const [wl, wu] = [y!.weights[2 * oy]!, y!.weights[2 * oy + 1]!];
      for (let i = 0; i < width; i++) {
        const lower = Math.fround(wa * logits[a * width + i]! + wb * logits[c * width + i]!);
        const upper = Math.fround(wa * logits[b * width + i]! + wb * logits[d * width + i]!);
        row[i] = wl * lower + wu * upper;
      }
      const start = (oz * newHeight + oy) * newWidth;
      for (let ox = 0; ox < newWidth; ox++) {
        const value =
          x!.weights[2 * ox]! * row[x!.rows[2 * ox]!]! +
          x!.weights[2 * ox + 1]! * row[x!.rows[2 * ox + 1]!]!;
        if (value > 0) labels[start + ox] = 1;
      }
    }
  }
  return labels;
}

/** Which rows hold a positive logit. */
function positiveRows(logits: Float32Array, width: number): Uint8Array {
  const flags = new Uint8Array(logits.length / width);
  for (let row = 0, i = 0; row < flags.length; row++) {
    for (let x = 0; x < width; x++, i++) if (logits[i]! > 0) flags[row] = 1;
  }
  return flags;
}
