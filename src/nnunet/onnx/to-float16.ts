/**
 * IEEE 754 half-precision bit patterns of float32 values, rounded to nearest, ties to even, as
 * numpy's and PyTorch's casts do. Values beyond ±65504 (after rounding) become ±infinity.
 */
export function toFloat16(values: Float32Array): Uint16Array {
  const halves = new Uint16Array(values.length);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) halves[i] = halfBits(bits[i]!);
  return halves;
}

function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  // From 65520 to 2^16 rounding carries into the exponent, which makes infinity too.
  // Normal halves start at 2^-14; below that the spacing is fixed at 2^-24.
  if (magnitude >= 0x38800000) return sign | roundShift(magnitude - 0x38000000, 13);
  // Less than 2^-25 is less than half of the smallest half.
  if (magnitude < 0x33000000) return sign;
  const significand = (magnitude & 0x7fffff) | 0x800000;
  return sign | roundShift(significand, 126 - (magnitude >>> 23));
}

/** `value >> shift` rounded to nearest, ties to even. */
function roundShift(value: number, shift: number): number {
  const floor = value >>> shift;
  const half = 1 << (shift - 1);
  const rest = value & ((1 << shift) - 1);
  return rest > half || (rest === half && (floor & 1) === 1) ? floor + 1 : floor;
}
