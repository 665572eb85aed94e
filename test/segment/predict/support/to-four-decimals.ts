/** Logits without the rounding of a float32 accumulator, for exact comparison. */
export function toFourDecimals(logits: readonly Float32Array[]): number[][] {
  // Adding 0 turns −0 into 0.
  return logits.map((channel) => [...channel].map((value) => Math.round(value * 1e4) / 1e4 + 0));
}
