/** The element types that a weight may have, by torch's names. */
export type TorchDtype = keyof typeof itemSizes;

/** Bytes per element. */
export const itemSizes = {
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float64: 8,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
  bool: 1,
} as const;

/**
 * Converts raw little-endian elements to float32, rounding to nearest where float32 is narrower.
 * For float32 the result shares memory with `bytes`.
 *
 * @param bytes must own its buffer (begin at offset 0) and hold whole elements.
 */
export function toFloat32(dtype: TorchDtype, bytes: Uint8Array): Float32Array {
  const { buffer } = bytes;
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float16':
      return Float32Array.from(new Uint16Array(buffer), float16ToNumber);
    case 'bfloat16':
      return bfloat16ToFloat32(new Uint16Array(buffer));
    case 'float64':
      return new Float32Array(new Float64Array(buffer));
    case 'int64':
      return Float32Array.from(new BigInt64Array(buffer), Number);
    case 'int32':
      return new Float32Array(new Int32Array(buffer));
    case 'int16':
      return new Float32Array(new Int16Array(buffer));
    case 'int8':
      return new Float32Array(new Int8Array(buffer));
    case 'uint8':
      return new Float32Array(bytes);
    case 'bool':
      return Float32Array.from(bytes, (byte) => (byte === 0 ? 0 : 1));
  }
}

/** IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
function float16ToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/** bfloat16 is the upper half of a float32. */
function bfloat16ToFloat32(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
  return new Float32Array(bits.buffer);
}
